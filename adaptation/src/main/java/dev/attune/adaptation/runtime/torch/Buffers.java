package dev.attune.adaptation.runtime.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.attune.adaptation.runtime.Tensor;
import java.util.List;

/** Moves what is not trained, such as running statistics, on the device. */
public final class Buffers {
  private Buffers() {}

  /**
   * {@code buffer = (1 - share) * buffer + share * value}.
   *
   * @param names of the buffers
   * @param values one for each, of its shape, from the same engine
   * @param share from 0 to 1
   */
  public static void blend(
      Parameters parameters, List<String> names, List<Tensor> values, double share) {
    List<PtNDArray> to = names.stream().map(n -> parameters.all().get(n).array()).toList();
    List<PtNDArray> from = values.stream().map(v -> ((TorchTensor) v).array()).toList();
    parameters
        .engine()
        .kernel("average", TorchEngine.list(to), TorchEngine.list(from), IValue.from(share))
        .close();
  }
}
