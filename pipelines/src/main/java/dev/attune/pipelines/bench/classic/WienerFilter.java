package dev.attune.pipelines.bench.classic;

import dev.attune.video.frame.FloatImage;

/**
 * Deconvolution by a known blur that changes from place to place: the Wiener filter as the solution
 * of {@code (K'K + w D'D) x = K'y}, with D the differences of neighbours, found by conjugate
 * gradients. For one kernel everywhere this is the filter of the frequency domain for signals whose
 * power falls with the square of the frequency.
 */
public final class WienerFilter {
  private WienerFilter() {}

  /**
   * The estimate.
   *
   * @param blurred linear light
   * @param weight of smoothness, above 0: noise power over signal power
   * @param iterations of conjugate gradients
   * @return linear light
   */
  public static FloatImage of(
      FloatImage blurred, StraightBlur blur, double weight, int iterations) {
    int n = blurred.data().length;
    // Begins at the blurred picture.
    float[] x = blurred.data().clone();
    float[] residual = blur.transposed(blurred).data();
    subtract(residual, normal(image(blurred, x), blur, weight));
    float[] direction = residual.clone();
    double power = dot(residual, residual);
    for (int k = 0; k < iterations && power > 1e-12 * n; k++) {
      float[] mapped = normal(image(blurred, direction), blur, weight);
      float step = (float) (power / dot(direction, mapped));
      for (int i = 0; i < n; i++) {
        x[i] += step * direction[i];
        residual[i] -= step * mapped[i];
      }
      double before = power;
      power = dot(residual, residual);
      float keep = (float) (power / before);
      for (int i = 0; i < n; i++) {
        direction[i] = residual[i] + keep * direction[i];
      }
    }
    return image(blurred, x);
  }

  private static FloatImage image(FloatImage like, float[] data) {
    return new FloatImage(like.channels(), like.height(), like.width(), data);
  }

  /** {@code (K'K + w D'D) x}. */
  private static float[] normal(FloatImage x, StraightBlur blur, double weight) {
    float[] out = blur.transposed(blur.apply(x)).data();
    float w = (float) weight;
    int width = x.width();
    int plane = width * x.height();
    for (int c = 0; c < x.channels(); c++) {
      for (int i = 0; i < plane; i++) {
        int at = c * plane + i;
        if ((i + 1) % width != 0) {
          float d = w * (x.data()[at + 1] - x.data()[at]);
          out[at] -= d;
          out[at + 1] += d;
        }
        if (i + width < plane) {
          float d = w * (x.data()[at + width] - x.data()[at]);
          out[at] -= d;
          out[at + width] += d;
        }
      }
    }
    return out;
  }

  private static void subtract(float[] from, float[] what) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= what[i];
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
