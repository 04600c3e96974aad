package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;

/** Linear filters and resampling. */
final class Filters {
  private Filters() {}

  /** What stands for pixels outside a picture. */
  enum Border {
    /** a a | a b c | c c. */
    NEAREST,
    /** b a | a b c | c b: the edge is repeated once. */
    REFLECT,
    /** c b | a b c | b a: the edge is not repeated. */
    REFLECT_101;

    int index(int i, int size) {
      if (this == NEAREST || size == 1) {
        return Math.max(0, Math.min(size - 1, i));
      }
      int period = this == REFLECT ? 2 * size : 2 * size - 2;
      int j = Math.floorMod(i, period);
      return j < size ? j : this == REFLECT ? period - 1 - j : period - j;
    }
  }

  /** Weights of a Gaussian at -radius..radius, summing up to 1. */
  static double[] gaussianTaps(double sigma, int radius) {
    double[] out = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      out[i + radius] = sigma == 0 ? (i == 0 ? 1 : 0) : Math.exp(-i * i / (2 * sigma * sigma));
      sum += out[i + radius];
    }
    for (int i = 0; i < out.length; i++) {
      out[i] /= sum;
    }
    return out;
  }

  /** Gaussian blur of every channel; taps reach {@code truncate * sigma}. */
  static FloatImage gaussian(FloatImage x, double sigma, double truncate, Border border) {
    double[] taps = gaussianTaps(sigma, (int) (truncate * sigma + 0.5));
    return separable(x, taps, border);
  }

  /** The same taps along rows and columns. */
  static FloatImage separable(FloatImage x, double[] taps, Border border) {
    return along(along(x, taps, border, true), taps, border, false);
  }

  private static FloatImage along(FloatImage x, double[] taps, Border border, boolean rows) {
    FloatImage out = new FloatImage(x.channels(), x.height(), x.width());
    int radius = taps.length / 2;
    for (int c = 0; c < x.channels(); c++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double sum = 0;
          for (int t = -radius; t <= radius; t++) {
            int y = rows ? border.index(i + t, x.height()) : i;
            int z = rows ? j : border.index(j + t, x.width());
            sum += taps[t + radius] * x.at(c, y, z);
          }
          out.data()[(c * x.height() + i) * x.width() + j] = (float) sum;
        }
      }
    }
    return out;
  }

  /** Correlation of every channel with a square kernel of odd side. */
  static FloatImage correlate(FloatImage x, double[][] kernel, Border border) {
    FloatImage out = new FloatImage(x.channels(), x.height(), x.width());
    int radius = kernel.length / 2;
    for (int c = 0; c < x.channels(); c++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double sum = 0;
          for (int u = -radius; u <= radius; u++) {
            int y = border.index(i + u, x.height());
            for (int v = -radius; v <= radius; v++) {
              double k = kernel[u + radius][v + radius];
              if (k != 0) {
                sum += k * x.at(c, y, border.index(j + v, x.width()));
              }
            }
          }
          out.data()[(c * x.height() + i) * x.width() + j] = (float) sum;
        }
      }
    }
    return out;
  }

  /** The value of a channel between pixels, by the four around it. */
  static double linear(FloatImage x, int c, double y, double z, Border border) {
    int y0 = (int) Math.floor(y);
    int z0 = (int) Math.floor(z);
    double fy = y - y0;
    double fz = z - z0;
    int a = border.index(y0, x.height());
    int b = border.index(y0 + 1, x.height());
    int p = border.index(z0, x.width());
    int q = border.index(z0 + 1, x.width());
    return (1 - fy) * ((1 - fz) * x.at(c, a, p) + fz * x.at(c, a, q))
        + fy * ((1 - fz) * x.at(c, b, p) + fz * x.at(c, b, q));
  }

  /**
   * The picture seen closer: its middle {@code ceil(size / factor)}, linearly in the size from
   * corner to corner, the middle of that in the size from before.
   */
  static FloatImage zoomed(FloatImage x, double factor) {
    FloatImage out = new FloatImage(x.channels(), x.height(), x.width());
    double[] rows = zoomPositions(x.height(), factor);
    double[] columns = zoomPositions(x.width(), factor);
    for (int c = 0; c < x.channels(); c++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          out.data()[(c * x.height() + i) * x.width() + j] =
              (float) linear(x, c, rows[i], columns[j], Border.NEAREST);
        }
      }
    }
    return out;
  }

  private static double[] zoomPositions(int size, double factor) {
    int seen = (int) Math.ceil(size / factor);
    int start = (size - seen) / 2;
    int large = (int) Math.rint(seen * factor);
    int trim = Math.max(0, (large - size) / 2);
    double[] out = new double[size];
    for (int i = 0; i < size; i++) {
      double at = large > 1 ? (double) (i + trim) * (seen - 1) / (large - 1) : 0;
      out[i] = start + Math.min(at, seen - 1);
    }
    return out;
  }

  /** Means over boxes of whole pixels, to levels of 8 bits, as Pillow's BOX does. */
  static FloatImage box(FloatImage x, int height, int width) {
    return boxAlong(boxAlong(x, width, false), height, true);
  }

  private static FloatImage boxAlong(FloatImage x, int size, boolean rows) {
    int from = rows ? x.height() : x.width();
    int h = rows ? size : x.height();
    int w = rows ? x.width() : size;
    FloatImage out = new FloatImage(x.channels(), h, w);
    double scale = (double) from / size;
    double wide = Math.max(1, scale);
    for (int k = 0; k < size; k++) {
      double centre = (k + 0.5) * scale;
      int low = Math.max(0, (int) (centre - wide / 2 + 0.5));
      int high = Math.min(from, (int) (centre + wide / 2 + 0.5));
      for (int c = 0; c < x.channels(); c++) {
        for (int other = 0; other < (rows ? w : h); other++) {
          double sum = 0;
          for (int s = low; s < Math.max(high, low + 1); s++) {
            int at = Math.min(s, from - 1);
            sum += rows ? x.at(c, at, other) : x.at(c, other, at);
          }
          double mean = sum / Math.max(1, high - low);
          int to = rows ? (c * h + k) * w + other : (c * h + other) * w + k;
          out.data()[to] = (float) (Math.rint(mean * 255) / 255);
        }
      }
    }
    return out;
  }
}
