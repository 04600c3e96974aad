package dev.attune.deblur.parity;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A dense array of numbers in C order; doubles hold every type that the files use exactly. */
@SuppressWarnings("ArrayRecordComponent") // an array is its elements
public record NdArray(int[] shape, double[] values) {
  /** Checks that shape and values agree. */
  public NdArray {
    if (size(shape) != values.length) {
      throw new IllegalArgumentException(
          Arrays.toString(shape) + " cannot have " + values.length + " values");
    }
  }

  /** An array of float values. */
  public static NdArray of(int[] shape, float[] values) {
    return new NdArray(
        shape, IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
  }

  /** Product of the sizes. */
  public static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The values rounded to float. */
  public float[] floats() {
    return floats(0, values.length);
  }

  /** {@code count} values from {@code from}, rounded to float. */
  public float[] floats(int from, int count) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) values[from + i];
    }
    return out;
  }

  /** Item {@code index} of the first axis. */
  public NdArray item(int index) {
    int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
    int n = size(rest);
    return new NdArray(rest, Arrays.copyOfRange(values, index * n, (index + 1) * n));
  }

  /** Indices {@code from..to-1} of axis {@code axis}. */
  public NdArray range(int axis, int from, int to) {
    return take(axis, IntStream.range(from, to).toArray());
  }

  /** Every {@code step}-th index of axis {@code axis} from {@code offset}. */
  public NdArray every(int axis, int step, int offset) {
    return take(axis, IntStream.range(0, shape[axis]).filter(i -> i % step == offset).toArray());
  }

  private NdArray take(int axis, int[] indices) {
    int[] sizes = shape.clone();
    sizes[axis] = indices.length;
    int inner = size(Arrays.copyOfRange(shape, axis + 1, shape.length));
    int outer = size(Arrays.copyOfRange(shape, 0, axis));
    double[] out = new double[outer * indices.length * inner];
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (int index : indices) {
        System.arraycopy(values, (o * shape[axis] + index) * inner, out, at, inner);
        at += inner;
      }
    }
    return new NdArray(sizes, out);
  }
}
