package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;
import java.util.Arrays;

/**
 * Windowed moments of two pictures, one row at a time: first down the columns, then along the row,
 * in loops that a compiler can turn into vector code. Values are shifted by a constant, which
 * changes no variance and keeps differences of squares exact. Used by one thread.
 */
final class Moments {
  private static final int KINDS = 4;

  private final int height;
  private final int width;
  private final double shift;
  private final double[][] first;
  private final double[][] second;
  private final double[][] gathered;
  private final double[][] blurred;
  private double[] padded = new double[0];

  Moments(Values values, FloatImage prediction, FloatImage target) {
    height = target.height();
    width = target.width();
    first = new double[target.channels()][];
    second = new double[target.channels()][];
    for (int c = 0; c < first.length; c++) {
      first[c] = values.plane(prediction, c);
      second[c] = values.plane(target, c);
    }
    shift =
        Arrays.stream(second).mapToDouble(p -> Arrays.stream(p).average().orElse(0)).sum()
            / second.length;
    for (int c = 0; c < first.length; c++) {
      for (int i = 0; i < first[c].length; i++) {
        first[c][i] -= shift;
        second[c][i] -= shift;
      }
    }
    gathered = new double[KINDS][width];
    blurred = new double[KINDS][width];
  }

  /** What was taken from every value. */
  double shift() {
    return shift;
  }

  /** E[x] of the prediction in the current row, shifted. */
  double[] first() {
    return blurred[0];
  }

  /** E[y] of the target, shifted. */
  double[] second() {
    return blurred[1];
  }

  /** E[x^2] + E[y^2], shifted. */
  double[] squares() {
    return blurred[2];
  }

  /** E[x y], shifted. */
  double[] product() {
    return blurred[3];
  }

  /** Sums over channels by {@code mix} and over rows around {@code y}. */
  void gather(double[] mix, Window rows, int y) {
    for (double[] kind : gathered) {
      Arrays.fill(kind, 0);
    }
    for (int c = 0; c < mix.length; c++) {
      for (int k = -rows.radius(); k <= rows.radius() && mix[c] != 0; k++) {
        int from = Window.mirrored(y + k, height) * width;
        add(first[c], second[c], from, mix[c] * rows.weights()[Math.abs(k)]);
      }
    }
  }

  private void add(double[] a, double[] b, int from, double weight) {
    double[] sumA = gathered[0];
    double[] sumB = gathered[1];
    double[] squares = gathered[2];
    double[] product = gathered[3];
    for (int x = 0; x < width; x++) {
      double va = a[from + x];
      double vb = b[from + x];
      sumA[x] += weight * va;
      sumB[x] += weight * vb;
      squares[x] += weight * (va * va + vb * vb);
      product[x] += weight * (va * vb);
    }
  }

  /** Windows the gathered row along itself. */
  void blur(Window columns) {
    int radius = columns.radius();
    if (padded.length != width + 2 * radius) {
      padded = new double[width + 2 * radius];
    }
    for (int kind = 0; kind < KINDS; kind++) {
      System.arraycopy(gathered[kind], 0, padded, radius, width);
      for (int i = 1; i <= radius; i++) {
        padded[radius - i] = gathered[kind][Window.mirrored(-i, width)];
        padded[radius + width - 1 + i] = gathered[kind][Window.mirrored(width - 1 + i, width)];
      }
      along(padded, columns, blurred[kind]);
    }
  }

  private static void along(double[] in, Window window, double[] out) {
    int radius = window.radius();
    double middle = window.weights()[0];
    for (int x = 0; x < out.length; x++) {
      out[x] = middle * in[x + radius];
    }
    for (int k = 1; k <= radius; k++) {
      double weight = window.weights()[k];
      for (int x = 0; x < out.length; x++) {
        out[x] += weight * (in[x + radius - k] + in[x + radius + k]);
      }
    }
  }
}
