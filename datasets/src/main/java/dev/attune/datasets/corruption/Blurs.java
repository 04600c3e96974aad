package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/** Blurs of ImageNet-C. */
final class Blurs {
  private static final int SMALL_RADIUS = 8;

  private Blurs() {}

  static FloatImage defocus(FloatImage x, double radius, double alias) {
    return Filters.correlate(x, disk(radius, alias), Filters.Border.REFLECT_101);
  }

  /** A disk whose edge is softened by a small Gaussian. */
  static double[][] disk(double radius, double alias) {
    int reach = radius <= SMALL_RADIUS ? SMALL_RADIUS : (int) radius;
    int side = 2 * reach + 1;
    FloatImage hard = new FloatImage(1, side, side);
    double count = 0;
    for (int y = -reach; y <= reach; y++) {
      for (int x = -reach; x <= reach; x++) {
        if (x * x + y * y <= radius * radius) {
          hard.data()[(y + reach) * side + x + reach] = 1;
          count++;
        }
      }
    }
    double[] taps = Filters.gaussianTaps(alias, radius <= SMALL_RADIUS ? 1 : 2);
    FloatImage soft = Filters.separable(hard, taps, Filters.Border.REFLECT_101);
    double[][] out = new double[side][side];
    for (int i = 0; i < side * side; i++) {
      out[i / side][i % side] = soft.data()[i] / count;
    }
    return out;
  }

  static FloatImage glass(
      FloatImage x, double sigma, int delta, int iterations, SplittableRandom random) {
    FloatImage soft = Filters.gaussian(x, sigma, 4, Filters.Border.NEAREST);
    FloatImage y =
        Noise.each(soft, v -> Math.floor(Math.max(0, Math.min(1, v)) * 255 + 1e-4) / 255);
    for (int i = 0; i < iterations; i++) {
      for (int h = x.height() - delta; h > delta; h--) {
        for (int w = x.width() - delta; w > delta; w--) {
          int dx = random.nextInt(-delta, delta);
          int dy = random.nextInt(-delta, delta);
          copy(y, h + dy, w + dx, h, w);
        }
      }
    }
    return Filters.gaussian(y, sigma, 4, Filters.Border.NEAREST);
  }

  /** The reference means to exchange two pixels, but both end up with the second one's value. */
  private static void copy(FloatImage x, int fromY, int fromX, int toY, int toX) {
    if (fromY >= x.height() || fromX >= x.width() || toY >= x.height() || toX >= x.width()) {
      return;
    }
    for (int c = 0; c < x.channels(); c++) {
      int plane = c * x.height();
      x.data()[(plane + toY) * x.width() + toX] = x.at(c, fromY, fromX);
    }
  }

  /**
   * Weights that fall like half a Gaussian along a line.
   *
   * @param degrees of the line
   */
  static FloatImage motion(FloatImage x, int radius, double sigma, double degrees) {
    int taps = 2 * radius + 1;
    double[] k = new double[taps];
    double sum = 0;
    for (int i = 0; i < taps; i++) {
      k[i] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += k[i];
    }
    double angle = Math.toRadians(degrees);
    double[] out = new double[x.data().length];
    for (int i = 0; i < taps; i++) {
      int dx = -(int) Math.ceil(i * Math.cos(angle) - 0.5);
      int dy = -(int) Math.ceil(i * Math.sin(angle) - 0.5);
      add(out, x, k[i] / sum, dy, dx);
    }
    FloatImage blurred = new FloatImage(x.channels(), x.height(), x.width());
    for (int i = 0; i < out.length; i++) {
      blurred.data()[i] = (float) out[i];
    }
    return blurred;
  }

  private static void add(double[] to, FloatImage x, double factor, int dy, int dx) {
    Filters.Border edge = Filters.Border.NEAREST;
    for (int c = 0; c < x.channels(); c++) {
      for (int i = 0; i < x.height(); i++) {
        int y = edge.index(i - dy, x.height());
        for (int j = 0; j < x.width(); j++) {
          to[(c * x.height() + i) * x.width() + j] +=
              factor * x.at(c, y, edge.index(j - dx, x.width()));
        }
      }
    }
  }

  /** Mean of the picture and of zooms by 1, 1 + step, …, of which there are {@code count}. */
  static FloatImage zoom(FloatImage x, int count, double step) {
    double[] sum = new double[x.data().length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = x.data()[i];
    }
    for (int n = 0; n < count; n++) {
      float[] z = Filters.zoomed(x, 1 + n * step).data();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += z[i];
      }
    }
    FloatImage out = new FloatImage(x.channels(), x.height(), x.width());
    for (int i = 0; i < sum.length; i++) {
      out.data()[i] = (float) (sum[i] / (count + 1));
    }
    return out;
  }
}
