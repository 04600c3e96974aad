package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Element-wise arithmetic on tensors of the host, in double precision. */
final class HostMath {
  private HostMath() {}

  /** Every element replaced by a function of it, stored in double precision. */
  static Weights map(Weights weights, DoubleUnaryOperator f) {
    return weights.map(t -> tensor(t.shape(), Arrays.stream(t.toDoubles()).map(f).toArray()));
  }

  /** A tensor of double precision. */
  static HostTensor tensor(Shape shape, double... values) {
    ByteBuffer b =
        ByteBuffer.allocateDirect(Math.multiplyExact(Double.BYTES, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      b.putDouble(v);
    }
    return HostTensor.wrap(ElementType.FLOAT64, shape, b.flip());
  }
}
