package dev.attune.video.frame;

import java.util.Arrays;

/**
 * Makes a picture smaller while its rows go by: each result pixel is the mean of the rectangle that
 * it covers, parts of pixels counted by their part. Not thread-safe.
 */
final class AreaAverage {
  private final int height;
  private final int width;
  private final double share;
  private final Spread across;
  private final Spread down;
  private final float[] line;
  private final float[] sums;

  /** From a size to one that is no greater either way. */
  AreaAverage(int fromHeight, int fromWidth, int height, int width) {
    if (height < 1 || height > fromHeight || width < 1 || width > fromWidth) {
      throw new IllegalArgumentException(
          "picture of "
              + fromWidth
              + "x"
              + fromHeight
              + " cannot be made smaller to "
              + width
              + "x"
              + height
              + ": 1 to its size is allowed");
    }
    this.height = height;
    this.width = width;
    share = (double) height / fromHeight * width / fromWidth;
    across = width == fromWidth ? null : new Spread(fromWidth, width);
    down = new Spread(fromHeight, height);
    // One more than needed each way, so that a part of nothing has somewhere to go.
    line = new float[width + 1];
    sums = new float[(height + 1) * width];
  }

  /** Takes source row {@code y}. */
  void add(int y, float[] values) {
    float[] row = values;
    if (across != null) {
      across.add(values, line);
      row = line;
    }
    float here = down.share[y];
    int to = down.target[y] * width;
    for (int x = 0; x < width; x++) {
      sums[to + x] += here * row[x];
    }
    if (here < 1f) {
      for (int x = 0; x < width; x++) {
        sums[to + width + x] += (1 - here) * row[x];
      }
    }
  }

  /** The result after all rows, its values divided by {@code maxValue}. */
  FloatImage result(int maxValue) {
    FloatImage out = new FloatImage(1, height, width);
    float scale = (float) (share / maxValue);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = sums[i] * scale;
    }
    return out;
  }

  /**
   * How source pixels fall into fewer target pixels: {@code share} to one, the rest to the next.
   */
  private static final class Spread {
    private final int[] target;
    private final float[] share;

    Spread(int from, int to) {
      target = new int[from];
      share = new float[from];
      for (int i = 0; i < from; i++) {
        // Pixel i covers i * to .. (i + 1) * to in units of 1/from target pixel.
        long begin = (long) i * to;
        long end = begin + to;
        int t = (int) (begin / from);
        long border = (t + 1L) * from;
        target[i] = t;
        share[i] = end <= border ? 1f : (float) (border - begin) / to;
      }
    }

    void add(float[] values, float[] sums) {
      Arrays.fill(sums, 0f);
      for (int i = 0; i < values.length; i++) {
        float here = share[i] * values[i];
        sums[target[i]] += here;
        sums[target[i] + 1] += values[i] - here;
      }
    }
  }
}
