package dev.attune.adaptation.network.op;

import dev.attune.adaptation.tensor.Shape;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A plain array of numbers with a shape, for references written as loops. */
final class Nd {
  private final Shape shape;
  private final double[] data;

  /** Takes the numbers over. */
  Nd(Shape shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  Shape shape() {
    return shape;
  }

  /** The numbers themselves. */
  double[] data() {
    return data;
  }

  /** Every element from its index. */
  static Nd of(Shape shape, ToDoubleFunction<long[]> element) {
    double[] data = new double[(int) shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = element.applyAsDouble(indexOf(shape, i));
    }
    return new Nd(shape, data);
  }

  /** Every element from the element at the same place. */
  Nd map(DoubleUnaryOperator change) {
    return of(shape, i -> change.applyAsDouble(at(i)));
  }

  /** Every element from the elements of both at the same place; the other one broadcasts. */
  Nd zip(Nd other, DoubleBinaryOperator f) {
    return of(shape, i -> f.applyAsDouble(at(i), other.broadcast(i)));
  }

  /** Element at an index. */
  double at(long... index) {
    long flat = 0;
    for (int a = 0; a < index.length; a++) {
      flat = flat * shape.dim(a) + index[a];
    }
    return data[(int) flat];
  }

  /** Element at an index of a larger shape that this one broadcasts to. */
  double broadcast(long... index) {
    long[] own = new long[shape.rank()];
    for (int a = 1; a <= own.length; a++) {
      own[own.length - a] = shape.dim(-a) == 1 ? 0 : index[index.length - a];
    }
    return at(own);
  }

  /** Element of an [N, C, H, W] value, 0 outside. */
  double padded(long n, long c, long y, long x) {
    boolean inside = y >= 0 && x >= 0 && y < dim(2) && x < dim(3);
    return inside ? at(n, c, y, x) : 0;
  }

  /** Elements whose index passes, in order. */
  double[] where(Predicate<long[]> index) {
    return IntStream.range(0, data.length)
        .filter(k -> index.test(indexOf(shape, k)))
        .mapToDouble(k -> data[k])
        .toArray();
  }

  long dim(int axis) {
    return shape.dim(axis);
  }

  private static long[] indexOf(Shape shape, long flat) {
    long[] index = new long[shape.rank()];
    long rest = flat;
    for (int a = index.length - 1; a >= 0; a--) {
      index[a] = rest % shape.dim(a);
      rest /= shape.dim(a);
    }
    return index;
  }
}
