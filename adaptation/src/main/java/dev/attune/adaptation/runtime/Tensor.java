package dev.attune.adaptation.runtime;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;

/**
 * Numbers that an engine holds, perhaps on a card. Every tensor has an owner, mostly a {@link
 * Scope}, that closes it; a closed tensor must not be used. Not thread-safe, but may be passed
 * between threads.
 */
public interface Tensor extends AutoCloseable {
  /** Type of the elements. */
  ElementType elementType();

  /** Sizes of all axes. */
  Shape shape();

  /**
   * Copies the elements in C order and native byte order.
   *
   * @param target direct, with room for all elements from its position, which stays
   */
  void copyTo(ByteBuffer target);

  /** A copy of the elements as an immutable tensor. */
  HostTensor toHost();

  /** A copy of the elements as floats. */
  default float[] toFloats() {
    return toHost().toFloats();
  }

  /** The only element. */
  default double item() {
    double[] all = toHost().toDoubles();
    if (all.length != 1) {
      throw new IllegalStateException("a tensor " + shape() + " is no single number");
    }
    return all[0];
  }

  @Override
  void close();
}
