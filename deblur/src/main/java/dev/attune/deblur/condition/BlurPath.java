package dev.attune.deblur.condition;

import dev.attune.deblur.sharpness.Box;

/**
 * Where the scene point that a pixel shows at mid-exposure is during the exposure: at time {@code
 * t} in -1/2..1/2 of the exposure it has moved by {@code linear * t + curve * t^2} pixels. All
 * arrays are row by row.
 *
 * @param height rows
 * @param width columns
 * @param linearX way from the start to the end of the exposure to the right, px
 * @param linearY the same downwards, px
 * @param curveX four times the way at both ends beyond the straight one to the right, px
 * @param curveY the same downwards, px
 */
@SuppressWarnings("ArrayRecordComponent") // dense fields are their arrays
public record BlurPath(
    int height, int width, float[] linearX, float[] linearY, float[] curveX, float[] curveY) {

  /** Checks that sizes and data agree. */
  public BlurPath {
    int n = height * width;
    if (n < 1
        || linearX.length != n
        || linearY.length != n
        || curveX.length != n
        || curveY.length != n) {
      throw new IllegalArgumentException(
          "paths of " + height + "x" + width + " pixels need " + n + " values in every array");
    }
  }

  /** No motion anywhere. */
  public static BlurPath still(int height, int width) {
    int n = height * width;
    return new BlurPath(height, width, new float[n], new float[n], new float[n], new float[n]);
  }

  /** Straight paths of a condition's direction and length. */
  public static BlurPath straight(BlurCondition condition) {
    int n = condition.height() * condition.width();
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = condition.unitX()[i] * condition.magnitudePx()[i];
      y[i] = condition.unitY()[i] * condition.magnitudePx()[i];
    }
    return new BlurPath(condition.height(), condition.width(), x, y, new float[n], new float[n]);
  }

  /**
   * Direction and length of the way from start to end, for networks that blur along straight lines.
   */
  public BlurCondition condition() {
    int n = linearX.length;
    float[] x = new float[n];
    float[] y = new float[n];
    float[] length = new float[n];
    for (int i = 0; i < n; i++) {
      length[i] = (float) Math.hypot(linearX[i], linearY[i]);
      boolean moves = length[i] > 0;
      x[i] = moves ? linearX[i] / length[i] : 1;
      y[i] = moves ? linearY[i] / length[i] : 0;
    }
    return new BlurCondition(height, width, x, y, length);
  }

  /** Length of the path of one pixel: through its two ends and its middle, px. */
  public double lengthPx(int index) {
    double x = linearX[index] / 2;
    double y = linearY[index] / 2;
    double bendX = curveX[index] / 4;
    double bendY = curveY[index] / 4;
    double toEnd = (x + bendX) * (x + bendX) + (y + bendY) * (y + bendY);
    double toStart = (x - bendX) * (x - bendX) + (y - bendY) * (y - bendY);
    return Math.sqrt(toEnd) + Math.sqrt(toStart);
  }

  /** Mean length of the paths, px. */
  public double meanLengthPx() {
    double sum = 0;
    for (int i = 0; i < linearX.length; i++) {
      sum += lengthPx(i);
    }
    return sum / linearX.length;
  }

  /** The paths of an exposure {@code factor} times as long. */
  public BlurPath exposed(double factor) {
    float f = (float) factor;
    return new BlurPath(
        height,
        width,
        scaled(linearX, f),
        scaled(linearY, f),
        scaled(curveX, f * f),
        scaled(curveY, f * f));
  }

  /** The same paths with a steady motion added, px over the exposure. */
  public BlurPath plus(double x, double y) {
    return new BlurPath(
        height, width, shifted(linearX, (float) x), shifted(linearY, (float) y), curveX, curveY);
  }

  /** The same paths run backwards in time. */
  public BlurPath reversed() {
    return new BlurPath(height, width, scaled(linearX, -1), scaled(linearY, -1), curveX, curveY);
  }

  /** The paths of a rectangle. */
  public BlurPath crop(Box box) {
    if (!Box.whole(height, width).contains(box) || box.area() == 0) {
      throw new IllegalArgumentException(box + " leaves paths of " + height + "x" + width);
    }
    return new BlurPath(
        box.height(),
        box.width(),
        cropped(linearX, box),
        cropped(linearY, box),
        cropped(curveX, box),
        cropped(curveY, box));
  }

  private static float[] shifted(float[] values, float by) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] + by;
    }
    return out;
  }

  private static float[] scaled(float[] values, float factor) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] * factor;
    }
    return out;
  }

  private float[] cropped(float[] values, Box box) {
    float[] out = new float[box.height() * box.width()];
    for (int y = 0; y < box.height(); y++) {
      System.arraycopy(
          values, (box.top() + y) * width + box.left(), out, y * box.width(), box.width());
    }
    return out;
  }
}
