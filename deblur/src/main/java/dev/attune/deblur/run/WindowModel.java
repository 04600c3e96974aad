package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.video.frame.FloatImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A frozen network that restores the middle picture of single windows. Used by one thread. */
final class WindowModel implements AutoCloseable {
  private final FrozenModel model;

  WindowModel(DeblurNetwork network, Weights weights, ComputeSettings compute) {
    this.model =
        FrozenModel.load(network.window(network.past() + 1 + network.future()), weights, compute);
  }

  /**
   * The restored picture in the middle, limited to 0..1.
   *
   * @param inputs of {@link WindowInputs}
   * @throws CancellationException when the thread was interrupted
   */
  FloatImage restore(List<FloatImage> inputs) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    int height = inputs.get(0).height();
    int width = inputs.get(0).width();
    int channels = inputs.get(0).channels();
    ByteBuffer planes =
        ByteBuffer.allocateDirect(4 * inputs.size() * channels * height * width)
            .order(ByteOrder.nativeOrder());
    FloatBuffer floats = planes.asFloatBuffer();
    for (FloatImage input : inputs) {
      float[] values = input.data();
      for (int i = 0; i < 3 * height * width; i++) {
        floats.put(values[i] - 0.5f);
      }
      floats.put(values, 3 * height * width, values.length - 3 * height * width);
    }
    try (Scope scope = new Scope()) {
      Tensor x =
          model.tensor(
              scope,
              ElementType.FLOAT32,
              Shape.of(1, inputs.size(), channels, height, width),
              planes);
      float[] out = model.run(scope, List.of(x)).get(0).toFloats();
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.min(1f, Math.max(0f, out[i] + 0.5f));
      }
      return new FloatImage(3, height, width, out);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
