package dev.attune.pipelines.bench.classic;

/** A Gaussian filter of planes; beyond the border its last value goes on. */
public final class Gaussian {
  private final double[] kernel;

  /**
   * A filter of this width.
   *
   * @param sigmaPx standard deviation, above 0, at most 100
   */
  public Gaussian(double sigmaPx) {
    if (!(sigmaPx > 0 && sigmaPx <= 100)) {
      throw new IllegalArgumentException("sigma " + sigmaPx + ": above 0 to 100 is allowed");
    }
    int r = (int) Math.ceil(3 * sigmaPx);
    kernel = new double[2 * r + 1];
    double sum = 0;
    for (int k = -r; k <= r; k++) {
      kernel[k + r] = Math.exp(-k * k / (2 * sigmaPx * sigmaPx));
      sum += kernel[k + r];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
  }

  /**
   * The filtered plane.
   *
   * @param values row by row
   * @param offset where the plane begins in {@code values}
   */
  public float[] filter(float[] values, int offset, int width, int height) {
    int r = kernel.length / 2;
    float[] across = new float[height * width];
    for (int y = 0; y < height; y++) {
      int row = offset + y * width;
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int k = -r; k <= r; k++) {
          sum += kernel[k + r] * values[row + Math.min(width - 1, Math.max(0, x + k))];
        }
        across[y * width + x] = (float) sum;
      }
    }
    float[] out = new float[height * width];
    double[] sums = new double[width];
    for (int y = 0; y < height; y++) {
      java.util.Arrays.fill(sums, 0);
      for (int k = -r; k <= r; k++) {
        int row = Math.min(height - 1, Math.max(0, y + k)) * width;
        for (int x = 0; x < width; x++) {
          sums[x] += kernel[k + r] * across[row + x];
        }
      }
      for (int x = 0; x < width; x++) {
        out[y * width + x] = (float) sums[x];
      }
    }
    return out;
  }
}
