package dev.attune.video.frame;

/**
 * Makes a picture smaller while its rows go by: each result pixel is the mean of the rectangle that
 * it covers, parts of pixels counted by their part. Not thread-safe.
 */
final class AreaAverage {
  private final int height;
  private final int width;
  private final double share;
  private final Edges across;
  private final Edges down;
  private final float[] line;
  private final float[] sums;
  private int target;

  /** From a size to one that is no greater either way; rows come from the top down. */
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
    across = width == fromWidth ? null : new Edges(fromWidth, width);
    down = new Edges(fromHeight, height);
    line = new float[width];
    sums = new float[height * width];
  }

  /** Takes source row {@code y}. */
  void add(int y, float[] values) {
    float[] row = values;
    if (across != null) {
      across.sum(values, line);
      row = line;
    }
    // The row belongs to one target row, or to two where an edge runs through it.
    while (target < height && down.pixel[target] <= y) {
      target++;
    }
    int last = target - 1;
    if (down.pixel[last] == y && last > 0 && down.part[last] > 0) {
      addTo(last - 1, row, down.part[last]);
      addTo(last, row, 1 - down.part[last]);
    } else {
      addTo(last, row, 1f);
    }
  }

  private void addTo(int targetRow, float[] row, float weight) {
    int to = targetRow * width;
    for (int x = 0; x < width; x++) {
      sums[to + x] += weight * row[x];
    }
  }

  /** The result after all rows, its values divided by {@code maxValue}. */
  FloatImage result(float maxValue) {
    FloatImage out = new FloatImage(1, height, width);
    float scale = (float) (share / maxValue);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = sums[i] * scale;
    }
    return out;
  }

  /** Where target pixel t begins: at {@code part[t]} of source pixel {@code pixel[t]}. */
  private static final class Edges {
    private final int[] pixel;
    private final float[] part;

    Edges(int from, int to) {
      pixel = new int[to + 1];
      part = new float[to + 1];
      for (int t = 0; t <= to; t++) {
        long edge = (long) t * from;
        pixel[t] = (int) (edge / to);
        part[t] = (float) (edge % to) / to;
      }
    }

    void sum(float[] values, float[] sums) {
      for (int t = 0; t < sums.length; t++) {
        int first = pixel[t];
        int end = pixel[t + 1];
        float sum = values[first] * (1 - part[t]);
        for (int i = first + 1; i < end; i++) {
          sum += values[i];
        }
        sums[t] = part[t + 1] > 0 ? sum + values[end] * part[t + 1] : sum;
      }
    }
  }
}
