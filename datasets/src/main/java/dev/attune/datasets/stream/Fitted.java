package dev.attune.datasets.stream;

import dev.attune.video.frame.FloatImage;

/** Pictures in the size of a classifier. */
public final class Fitted {
  /** The usual share of the shorter side that is seen of large pictures: 224 of 256. */
  private static final double SEEN = 224.0 / 256;

  private Fitted() {}

  /**
   * A square of {@code side} pixels from the middle; the picture is resized before, bilinearly with
   * a filter for shrinking, so that its shorter side is {@code side} for pictures up to 64 pixels,
   * and {@code side * 256 / 224} for larger ones. A square of the right size stays as it is.
   */
  public static FloatImage to(FloatImage x, int side) {
    if (x.height() == side && x.width() == side) {
      return x;
    }
    int shorter = side <= 64 ? side : (int) Math.round(side / SEEN);
    double factor = (double) shorter / Math.min(x.height(), x.width());
    int height = Math.max(side, (int) Math.round(x.height() * factor));
    int width = Math.max(side, (int) Math.round(x.width() * factor));
    FloatImage resized = along(along(x, width, false), height, true);
    return resized.crop((height - side) / 2, (width - side) / 2, side, side);
  }

  private static FloatImage along(FloatImage x, int size, boolean rows) {
    int from = rows ? x.height() : x.width();
    if (from == size) {
      return x;
    }
    int h = rows ? size : x.height();
    int w = rows ? x.width() : size;
    FloatImage out = new FloatImage(x.channels(), h, w);
    double scale = (double) from / size;
    double reach = Math.max(1, scale);
    for (int k = 0; k < size; k++) {
      double centre = (k + 0.5) * scale - 0.5;
      int low = Math.max(0, (int) Math.ceil(centre - reach));
      int high = Math.min(from - 1, (int) Math.floor(centre + reach));
      double[] weights = new double[high - low + 1];
      double total = 0;
      for (int s = low; s <= high; s++) {
        weights[s - low] = Math.max(0, 1 - Math.abs(s - centre) / reach);
        total += weights[s - low];
      }
      for (int c = 0; c < x.channels(); c++) {
        for (int other = 0; other < (rows ? w : h); other++) {
          double sum = 0;
          for (int s = low; s <= high; s++) {
            sum += weights[s - low] * (rows ? x.at(c, s, other) : x.at(c, other, s));
          }
          int to = rows ? (c * h + k) * w + other : (c * h + other) * w + k;
          out.data()[to] = (float) (sum / total);
        }
      }
    }
    return out;
  }
}
