package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of the host on a model's device. */
final class Uploads {
  private Uploads() {}

  static Tensor of(
      TrainableModel model, Scope scope, ElementType precision, Shape shape, double... values) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.multiplyExact(values.length, precision.bytes()))
            .order(ByteOrder.nativeOrder());
    for (double v : values) {
      if (precision == ElementType.FLOAT64) {
        data.putDouble(v);
      } else {
        data.putFloat((float) v);
      }
    }
    return model.tensor(scope, precision, shape, data.flip());
  }
}
