package dev.attune.deblur.condition;

import dev.attune.video.frame.FloatImage;

/**
 * Shows vector fields as colours: hue is direction, saturation is length (the wheel of Baker et
 * al., "A Database and Evaluation Methodology for Optical Flow", IJCV 2011).
 */
public final class ColourWheel {
  /** Steps from each of red, yellow, green, cyan, blue, magenta to the next. */
  private static final int[] STEPS = {15, 6, 4, 11, 13, 6};

  private static final double[][] CORNERS = {
    {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}, {1, 0, 1}, {1, 0, 0}
  };

  private ColourWheel() {}

  /**
   * A condition as RGB, values k/255; the greatest magnitude has full saturation, no blur is white.
   *
   * @param condition {@code [3, H, W]}: unit x, unit y, magnitude 0..1
   * @param radius magnitude of full saturation; longer vectors are darkened
   */
  public static FloatImage paint(FloatImage condition, double radius) {
    if (condition.channels() != 3) {
      throw new IllegalArgumentException("a condition has 3 channels, not " + condition.channels());
    }
    double[][] wheel = wheel();
    int n = condition.height() * condition.width();
    float[] c = condition.data();
    FloatImage out = new FloatImage(3, condition.height(), condition.width());
    for (int i = 0; i < n; i++) {
      double x = c[i] * c[2 * n + i] / radius;
      double y = c[n + i] * c[2 * n + i] / radius;
      double length = Math.hypot(x, y);
      double at = (Math.atan2(-y, -x) / Math.PI + 1) / 2 * (wheel.length - 1);
      int low = (int) at;
      double share = at - low;
      for (int k = 0; k < 3; k++) {
        double hue = (1 - share) * wheel[low][k] + share * wheel[(low + 1) % wheel.length][k];
        double value = length <= 1 ? 1 - length * (1 - hue) : 0.75 * hue;
        out.data()[k * n + i] = (float) (Math.floor(255 * value) / 255);
      }
    }
    return out;
  }

  private static double[][] wheel() {
    int count = 0;
    for (int steps : STEPS) {
      count += steps;
    }
    double[][] wheel = new double[count][3];
    int at = 0;
    for (int k = 0; k < STEPS.length; k++) {
      for (int i = 0; i < STEPS[k]; i++, at++) {
        for (int c = 0; c < 3; c++) {
          double from = CORNERS[k][c];
          double step = Math.floor(255.0 * i / STEPS[k]) / 255;
          wheel[at][c] = from + (CORNERS[k + 1][c] - from) * step;
        }
      }
    }
    return wheel;
  }
}
