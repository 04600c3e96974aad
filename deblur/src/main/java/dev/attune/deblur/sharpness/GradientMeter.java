package dev.attune.deblur.sharpness;

import dev.attune.video.frame.FloatImage;

/**
 * Measures the {@link GradientEnergy} of pictures: central differences after a 3x3 binomial filter,
 * and the same on 4x4 means. Keeps its work space, so one instance serves one thread.
 */
public final class GradientMeter {
  /** Side of a cell. */
  public static final int CELL_PX = 16;

  /**
   * What white noise of variance 1 adds to {@code xx} and {@code yy} of the fine tensors: the sum
   * of the squared filter weights.
   */
  static final double NOISE_GAIN = 10.0 / 64 * 6.0 / 16;

  /** Coarse differences span steps of 4 px: their energies over this are per pixel. */
  static final double COARSE_STEP_SQUARED = 16;

  private static final int COARSE = 4;
  private static final float BLACK = 0.03f;
  private static final float WHITE = 0.97f;

  private float[] smooth = {};
  private float[] row = {};

  /**
   * Gradient energies of a picture.
   *
   * @param luma one channel, 0..1, in the stream's transfer; any size
   */
  public GradientEnergy measure(FloatImage luma) {
    if (luma.channels() != 1) {
      throw new IllegalArgumentException(
          "sharpness is measured on luma, not on " + luma.channels() + " channels");
    }
    int height = luma.height();
    int width = luma.width();
    int rows = Math.max(1, height / CELL_PX);
    int columns = Math.max(1, width / CELL_PX);
    float[] fine = tensors(luma.data(), height, width, CELL_PX, rows, columns);
    int h = Math.max(1, height / COARSE);
    int w = Math.max(1, width / COARSE);
    float[] means = means(luma, h, w);
    float[] coarse = tensors(means, h, w, CELL_PX / COARSE, rows, columns);
    boolean[] clipped = new boolean[rows * columns];
    int side = CELL_PX / COARSE;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        clipped[y * columns + x] = clipped(means, h, w, y * side, x * side, side);
      }
    }
    return new GradientEnergy(height, width, CELL_PX, rows, columns, fine, coarse, clipped);
  }

  private static float[] means(FloatImage luma, int h, int w) {
    float[] out = new float[h * w];
    int stepY = Math.min(COARSE, luma.height());
    int stepX = Math.min(COARSE, luma.width());
    float[] line = new float[w * stepX];
    for (int y = 0; y < h; y++) {
      System.arraycopy(luma.data(), y * stepY * luma.width(), line, 0, line.length);
      for (int k = 1; k < stepY; k++) {
        int from = (y * stepY + k) * luma.width();
        for (int x = 0; x < line.length; x++) {
          line[x] += luma.data()[from + x];
        }
      }
      for (int x = 0; x < w; x++) {
        float sum = 0;
        for (int k = 0; k < stepX; k++) {
          sum += line[x * stepX + k];
        }
        out[y * w + x] = sum / (stepX * stepY);
      }
    }
    return out;
  }

  private static boolean clipped(float[] means, int h, int w, int top, int left, int side) {
    int count = 0;
    int bad = 0;
    for (int y = top; y < Math.min(h, top + side); y++) {
      for (int x = left; x < Math.min(w, left + side); x++) {
        count++;
        bad += means[y * w + x] < BLACK || means[y * w + x] > WHITE ? 1 : 0;
      }
    }
    return 2 * bad > count;
  }

  /** Mean structure tensor per cell; pixels on the border have no gradient. */
  private float[] tensors(float[] picture, int height, int width, int cell, int rows, int columns) {
    smooth(picture, height, width);
    float[] out = new float[3 * rows * columns];
    int[] count = new int[rows * columns];
    for (int y = 1; y < height - 1; y++) {
      int cellRow = Math.min(rows - 1, y / cell) * columns;
      for (int x = 1; x < width - 1; ) {
        int column = Math.min(columns - 1, x / cell);
        int end = column == columns - 1 ? width - 1 : (column + 1) * cell;
        int at = cellRow + column;
        count[at] += end - x;
        float xx = 0;
        float xy = 0;
        float yy = 0;
        for (int i = y * width + x, last = y * width + end; i < last; i++) {
          float gx = smooth[i + 1] - smooth[i - 1];
          float gy = smooth[i + width] - smooth[i - width];
          xx += gx * gx;
          xy += gx * gy;
          yy += gy * gy;
        }
        out[3 * at] += xx;
        out[3 * at + 1] += xy;
        out[3 * at + 2] += yy;
        x = end;
      }
    }
    for (int i = 0; i < count.length; i++) {
      float scale = 0.25f / Math.max(1, count[i]);
      out[3 * i] *= scale;
      out[3 * i + 1] *= scale;
      out[3 * i + 2] *= scale;
    }
    return out;
  }

  private void smooth(float[] picture, int height, int width) {
    int n = height * width;
    if (smooth.length < n) {
      smooth = new float[n];
    }
    if (row.length < width) {
      row = new float[width];
    }
    for (int y = 0; y < height; y++) {
      int here = y * width;
      int above = Math.max(0, y - 1) * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        row[x] = 0.25f * (picture[above + x] + picture[below + x]) + 0.5f * picture[here + x];
      }
      int last = width - 1;
      for (int x = 1; x < last; x++) {
        smooth[here + x] = 0.25f * (row[x - 1] + row[x + 1]) + 0.5f * row[x];
      }
      smooth[here] = 0.75f * row[0] + 0.25f * row[Math.min(1, last)];
      smooth[here + last] = 0.75f * row[last] + 0.25f * row[Math.max(0, last - 1)];
    }
  }
}
