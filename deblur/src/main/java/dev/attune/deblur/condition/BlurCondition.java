package dev.attune.deblur.condition;

import dev.attune.video.frame.FloatImage;

/**
 * Direction and length of the blur at every pixel, row by row. The sign of the direction has no
 * meaning: blur reaches half the magnitude to both sides.
 *
 * @param height rows
 * @param width columns
 * @param unitX direction to the right; direction vectors have length 1
 * @param unitY direction downwards
 * @param magnitudePx length of the blur in pixels, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // dense fields are their arrays
public record BlurCondition(
    int height, int width, float[] unitX, float[] unitY, float[] magnitudePx) {

  /** Checks that sizes and data agree. */
  public BlurCondition {
    int n = height * width;
    if (n < 1 || unitX.length != n || unitY.length != n || magnitudePx.length != n) {
      throw new IllegalArgumentException(
          "condition of "
              + height
              + "x"
              + width
              + " cannot have "
              + unitX.length
              + ", "
              + unitY.length
              + " and "
              + magnitudePx.length
              + " values");
    }
  }

  /**
   * The picture a conditional blurring network reads, {@code [3, H, W]}: unit x, unit y, and {@code
   * min(magnitude / normaliser, clip)}.
   */
  public FloatImage toNetwork(ConditionSettings settings) {
    int n = height * width;
    FloatImage out = new FloatImage(3, height, width);
    System.arraycopy(unitX, 0, out.data(), 0, n);
    System.arraycopy(unitY, 0, out.data(), n, n);
    float normaliser = (float) settings.normaliserPx();
    float clip = (float) settings.clipUpper();
    for (int i = 0; i < n; i++) {
      out.data()[2 * n + i] = Math.min(magnitudePx[i] / normaliser, clip);
    }
    return out;
  }
}
