package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Tensors of random bytes. */
final class Tensors {
  static final List<ElementType> TYPES = List.of(ElementType.values());

  private Tensors() {}

  static HostTensor random(Random random, ElementType type, long... dims) {
    Shape shape = Shape.of(dims);
    byte[] bytes = new byte[Math.toIntExact(shape.elements() * type.bytes())];
    random.nextBytes(bytes);
    if (type == ElementType.BOOL) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 1;
      }
    }
    return HostTensor.wrap(type, shape, ByteBuffer.wrap(bytes));
  }
}
