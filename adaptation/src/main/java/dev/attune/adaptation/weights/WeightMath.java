package dev.attune.adaptation.weights;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arithmetic over two weights of the same names and shapes, on the host, in double precision.
 * Tensors that are not floating, such as counters of batches, are never mixed.
 */
public final class WeightMath {
  private WeightMath() {}

  /**
   * How far {@code to} lies from {@code from}; a NaN in either makes the result NaN.
   *
   * @throws IllegalArgumentException when names or shapes differ
   */
  public static Drift drift(Weights from, Weights to) {
    requireAlike(from, to);
    double squares = 0;
    double start = 0;
    double max = 0;
    String furthest = "";
    for (String name : from.tensors().keySet()) {
      HostTensor a = from.get(name);
      if (!a.type().isFloating()) {
        continue;
      }
      double[] x = a.toDoubles();
      double[] y = to.get(name).toDoubles();
      for (int i = 0; i < x.length; i++) {
        double d = Math.abs(y[i] - x[i]);
        squares += d * d;
        start += x[i] * x[i];
        if (d > max || (Double.isNaN(d) && !Double.isNaN(max))) {
          max = d;
          furthest = name;
        }
      }
    }
    double l2 = Math.sqrt(squares);
    return new Drift(l2, l2 == 0 ? 0 : l2 / Math.sqrt(start), max, furthest);
  }

  /**
   * {@code (1 - share) * from + share * to}, stored as {@code from} is; exactly one of them at
   * shares 0 and 1. Other tensors and the metadata are those of {@code from} for a share of 0,
   * otherwise those of {@code to}.
   *
   * @param share from 0 to 1
   * @throws IllegalArgumentException when names or shapes differ or the share is out of range
   */
  public static Weights interpolate(Weights from, Weights to, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
    }
    requireAlike(from, to);
    if (share == 0) {
      return from;
    }
    Map<String, HostTensor> out = new LinkedHashMap<>();
    from.tensors().forEach((name, a) -> out.put(name, mix(a, to.get(name), share)));
    return Weights.of(out, to.metadata());
  }

  /**
   * One step of an exponential moving average, {@code decay * average + (1 - decay) * latest}, as
   * mean teachers keep it (Tarvainen and Valpola 2017); counters are taken from {@code latest}.
   *
   * @param decay from 0 to 1, near 1 for slow averages
   */
  public static Weights movingAverage(Weights average, Weights latest, double decay) {
    return interpolate(average, latest, 1 - decay);
  }

  private static HostTensor mix(HostTensor a, HostTensor b, double share) {
    if (!a.type().isFloating()) {
      return b;
    }
    if (share == 1) {
      return b.as(a.type());
    }
    double[] x = a.toDoubles();
    double[] y = b.toDoubles();
    ByteBuffer mixed =
        ByteBuffer.allocateDirect(Math.multiplyExact(8, x.length)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < x.length; i++) {
      mixed.putDouble((1 - share) * x[i] + share * y[i]);
    }
    return HostTensor.wrap(ElementType.FLOAT64, a.shape(), mixed.flip()).as(a.type());
  }

  private static void requireAlike(Weights a, Weights b) {
    if (!a.tensors().keySet().equals(b.tensors().keySet())) {
      throw new IllegalArgumentException("weights of other names cannot be compared or mixed");
    }
    a.tensors()
        .forEach(
            (name, t) -> {
              HostTensor other = b.get(name);
              if (!t.shape().equals(other.shape())
                  || t.type().isFloating() != other.type().isFloating()) {
                throw new IllegalArgumentException(
                    "tensor '"
                        + name
                        + "' is "
                        + t
                        + " on one side and "
                        + other
                        + " on the other");
              }
            });
  }
}
