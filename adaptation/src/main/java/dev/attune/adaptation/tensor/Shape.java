package dev.attune.adaptation.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Sizes of a tensor's axes, outermost first; rank 0 is a scalar. {@link #ANY} stands for a size
 * that is known only when a network runs.
 */
public final class Shape {
  /** A size that is known only when a network runs. */
  public static final long ANY = -1;

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
    for (long d : dims) {
      if (d < ANY) {
        throw new IllegalArgumentException("shape " + this + ": a size cannot be negative");
      }
    }
  }

  /** The shape of the given sizes. */
  public static Shape of(long... dims) {
    return new Shape(dims.clone());
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Size of one axis, perhaps {@link #ANY}; negative axes count from the end. */
  public long dim(int axis) {
    return dims[normalize(axis)];
  }

  /** The axis as a number from 0. */
  public int normalize(int axis) {
    int from0 = axis < 0 ? axis + dims.length : axis;
    if (from0 < 0 || from0 >= dims.length) {
      throw new IllegalArgumentException("axis " + axis + " of " + this + " does not exist");
    }
    return from0;
  }

  /** Size of an axis that must be known while a network is built, such as the channels. */
  public int known(int axis) {
    long d = dim(axis);
    if (d == ANY) {
      throw new IllegalArgumentException("axis " + axis + " of " + this + " must be known");
    }
    return Math.toIntExact(d);
  }

  /** This shape with another size on one axis. */
  public Shape with(int axis, long size) {
    long[] d = dims.clone();
    d[normalize(axis)] = size;
    return new Shape(d);
  }

  /** Whether no axis is {@link #ANY}. */
  public boolean isKnown() {
    return Arrays.stream(dims).noneMatch(d -> d == ANY);
  }

  /** Whether real sizes may stand where this shape is declared: equal but for {@link #ANY}. */
  public boolean accepts(Shape real) {
    if (real.rank() != rank()) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != ANY && dims[i] != real.dims[i]) {
        return false;
      }
    }
    return true;
  }

  /** Number of elements; all sizes must be known. */
  public long elements() {
    if (!isKnown()) {
      throw new IllegalStateException("shape " + this + " has no number of elements yet");
    }
    return Arrays.stream(dims).reduce(1, Math::multiplyExact);
  }

  /** A copy of the sizes. */
  public long[] dims() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(d -> d == ANY ? "?" : String.valueOf(d))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
