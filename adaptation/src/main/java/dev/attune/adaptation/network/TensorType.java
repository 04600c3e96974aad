package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;

/**
 * What is known of a value while a network is built.
 *
 * @param element type of the elements; floating values are {@link ElementType#FLOAT32} here and run
 *     as FLOAT64 when a network is run in double precision
 * @param shape sizes as far as they are known
 */
public record TensorType(ElementType element, Shape shape) {
  /** A value of floats. */
  public static TensorType floats(Shape shape) {
    return new TensorType(ElementType.FLOAT32, shape);
  }

  /** The same element type with other sizes. */
  public TensorType withShape(Shape other) {
    return new TensorType(element, other);
  }

  @Override
  public String toString() {
    return element == ElementType.FLOAT32 ? shape.toString() : element + shape.toString();
  }
}
