package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/** Snow, frost and fog. */
final class Weather {
  /** How much smaller the photographs of ice are made for small pictures. */
  private static final double SMALL = 0.2;

  private static final double FIRST_WIBBLE = 100;

  private Weather() {}

  /**
   * Snow.
   *
   * @param c mean, deviation, zoom, threshold, radius, sigma, share of the picture
   */
  static FloatImage snow(FloatImage x, double[] c, SplittableRandom random) {
    FloatImage layer = new FloatImage(1, x.height(), x.width());
    for (int i = 0; i < layer.data().length; i++) {
      layer.data()[i] = (float) (c[0] + c[1] * random.nextGaussian());
    }
    layer = Noise.each(Filters.zoomed(layer, c[2]), v -> v < c[3] ? 0 : Math.min(1, v));
    FloatImage streaks = Blurs.motion(layer, (int) c[4], c[5], -135 + 90 * random.nextDouble());
    float[] gray = x.luma().data();
    FloatImage out = new FloatImage(3, x.height(), x.width());
    int area = x.height() * x.width();
    for (int i = 0; i < out.data().length; i++) {
      double v = x.data()[i];
      int pixel = i % area;
      double white = c[6] * v + (1 - c[6]) * Math.max(v, 1.5 * gray[pixel] + 0.5);
      out.data()[i] = (float) (white + streaks.data()[pixel] + streaks.data()[area - 1 - pixel]);
    }
    return out;
  }

  static FloatImage frost(
      FloatImage x,
      double share,
      double ice,
      CorruptionScale scale,
      FrostPhotos photos,
      SplittableRandom random) {
    FloatImage photo = photos.photos().get(random.nextInt(photos.photos().size()));
    double factor = scale == CorruptionScale.CIFAR ? SMALL : 1;
    // A photograph that is smaller than the picture is stretched to cover it.
    factor =
        Math.max(
            factor,
            Math.max((x.height() + 1.0) / photo.height(), (x.width() + 1.0) / photo.width()));
    int height = (int) Math.round(photo.height() * factor);
    int width = (int) Math.round(photo.width() * factor);
    int top = random.nextInt(height - x.height() + 1);
    int left = random.nextInt(width - x.width() + 1);
    FloatImage out = new FloatImage(3, x.height(), x.width());
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < x.height(); i++) {
        double y = (top + i + 0.5) / factor - 0.5;
        for (int j = 0; j < x.width(); j++) {
          double z = (left + j + 0.5) / factor - 0.5;
          double v = Filters.linear(photo, c, y, z, Filters.Border.NEAREST);
          int at = (c * x.height() + i) * x.width() + j;
          out.data()[at] = (float) (share * x.data()[at] + ice * v);
        }
      }
    }
    return out;
  }

  static FloatImage fog(FloatImage x, double thickness, double decay, SplittableRandom random) {
    double most = 0;
    for (float v : x.data()) {
      most = Math.max(most, v);
    }
    int side = Integer.highestOneBit(Math.max(2, Math.max(x.height(), x.width())) * 2 - 1);
    double[][] clouds = plasma(side, decay, random);
    FloatImage out = new FloatImage(3, x.height(), x.width());
    int area = x.height() * x.width();
    for (int i = 0; i < out.data().length; i++) {
      int pixel = i % area;
      double v = x.data()[i] + thickness * clouds[pixel / x.width()][pixel % x.width()];
      out.data()[i] = (float) (v * most / (most + thickness));
    }
    return out;
  }

  /** Clouds by the diamond-square algorithm on a torus, from 0 to 1. */
  static double[][] plasma(int side, double decay, SplittableRandom random) {
    double[][] m = new double[side][side];
    double wibble = FIRST_WIBBLE;
    for (int step = side; step >= 2; step /= 2) {
      int half = step / 2;
      for (int y = 0; y < side; y += step) {
        for (int x = 0; x < side; x += step) {
          int y2 = (y + step) % side;
          int x2 = (x + step) % side;
          m[y + half][x + half] = mean(m[y][x], m[y][x2], m[y2][x], m[y2][x2], wibble, random);
        }
      }
      for (int y = 0; y < side; y += step) {
        for (int x = 0; x < side; x += step) {
          int above = (y - half + side) % side;
          int before = (x - half + side) % side;
          int y2 = (y + step) % side;
          int x2 = (x + step) % side;
          m[y][x + half] =
              mean(m[y][x], m[y][x2], m[above][x + half], m[y + half][x + half], wibble, random);
          m[y + half][x] =
              mean(m[y][x], m[y2][x], m[y + half][before], m[y + half][x + half], wibble, random);
        }
      }
      wibble /= decay;
    }
    return toUnitRange(m);
  }

  private static double mean(
      double a, double b, double c, double d, double wibble, SplittableRandom random) {
    return (a + b + c + d) / 4 + wibble * (2 * random.nextDouble() - 1) * wibble;
  }

  private static double[][] toUnitRange(double[][] m) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : m) {
      for (double v : row) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    for (double[] row : m) {
      for (int i = 0; i < row.length; i++) {
        row[i] = high > low ? (row[i] - low) / (high - low) : 0;
      }
    }
    return m;
  }
}
