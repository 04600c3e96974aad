package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import java.util.Arrays;

/**
 * What is done to the stored values before they are compared: {@code x / divideBy * multiply -
 * subtract}.
 *
 * @param divideBy not 0
 * @param multiply factor
 * @param subtract offset
 */
public record Values(double divideBy, double multiply, double subtract) {
  /** As they are stored. */
  public static final Values STORED = new Values(1, 1, 0);

  /** Checks that the map keeps values apart. */
  public Values {
    if (!(Math.abs(divideBy) > 0) || !(Math.abs(multiply) > 0) || !Double.isFinite(subtract)) {
      throw new IllegalArgumentException(
          "values x / " + divideBy + " * " + multiply + " - " + subtract + " are all alike");
    }
  }

  double of(double x) {
    return x / divideBy * multiply - subtract;
  }

  double[] plane(FloatImage image, int channel) {
    int n = image.height() * image.width();
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = of(image.data()[channel * n + i]);
    }
    return out;
  }

  /** The three colours of a frame, 0..1, without opacity; gray is three equal ones. */
  static FloatImage colours(Frame frame) {
    FloatImage all = FloatImage.of(frame);
    if (all.channels() == 3) {
      return all;
    }
    int n = all.height() * all.width();
    float[] colours = Arrays.copyOf(all.data(), 3 * n);
    if (all.channels() == 1) {
      System.arraycopy(all.data(), 0, colours, n, n);
      System.arraycopy(all.data(), 0, colours, 2 * n, n);
    }
    return new FloatImage(3, all.height(), all.width(), colours);
  }

  static void checkAlike(FloatImage a, FloatImage b) {
    if (a.channels() != b.channels() || a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException(
          "pictures of " + shape(a) + " and " + shape(b) + " cannot be compared");
    }
  }

  private static String shape(FloatImage f) {
    return f.channels() + "x" + f.height() + "x" + f.width();
  }
}
