package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The operands of one operator: names for messages, types as far as they are known.
 *
 * @param operator the operator's name
 * @param names of the operands
 * @param types of the operands
 */
public record Operands(String operator, List<String> names, List<TensorType> types) {
  /** Number of operands. */
  public int size() {
    return types.size();
  }

  /** Type of operand {@code i}. */
  public TensorType type(int i) {
    return types.get(i);
  }

  /** Sizes of operand {@code i}. */
  public Shape shape(int i) {
    return types.get(i).shape();
  }

  /** An axis of operand {@code i}, which must exist, as a number from 0. */
  public int axis(int i, int axis) {
    int rank = shape(i).rank();
    require(axis >= -rank && axis < rank, names.get(i) + " must have axis " + axis);
    return shape(i).normalize(axis);
  }

  /** Size of an axis of operand {@code i}, which must be known while building. */
  public int known(int i, int axis) {
    require(
        shape(i).dim(axis) != Shape.ANY, names.get(i) + " must have a known size on axis " + axis);
    return shape(i).known(axis);
  }

  /** Requires operand {@code i} to have {@code rank} axes. */
  public void requireRank(int i, int rank) {
    require(shape(i).rank() == rank, names.get(i) + " must have " + rank + " axes");
  }

  /** Requires operand {@code i} to have {@code size} on one axis, unless that is unknown. */
  public void requireSize(int i, int axis, long size) {
    long real = shape(i).dim(axis);
    require(
        real == Shape.ANY || size == Shape.ANY || real == size,
        names.get(i) + " must have size " + size + " on axis " + axis);
  }

  /** Requires a number of operands; {@code what} names them for messages. */
  public void requireCount(int least, int most, String what) {
    require(size() >= least && size() <= most, "takes " + what);
  }

  /** Requires operand {@code i} to be of one element type that is not floating. */
  public void requireElement(int i, ElementType element) {
    require(types.get(i).element() == element, names.get(i) + " must be " + element);
  }

  /** Requires every operand to be of floats. */
  public void requireFloating() {
    for (int i = 0; i < size(); i++) {
      requireFloating(i);
    }
  }

  /** Requires operand {@code i} to be of floats. */
  public void requireFloating(int i) {
    require(types.get(i).element().isFloating(), names.get(i) + " must be floating");
  }

  /**
   * Requires a condition.
   *
   * @throws IllegalArgumentException naming the operator, what is required, and all operands with
   *     their shapes
   */
  public void require(boolean condition, String what) {
    if (!condition) {
      String all =
          IntStream.range(0, size())
              .mapToObj(i -> names.get(i) + types.get(i))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(operator + ": " + what + "; operands: " + all);
    }
  }
}
