package dev.attune.pipelines.bench.classic;

import dev.attune.video.frame.FloatImage;
import java.util.Arrays;

/**
 * Deconvolution by a known blur, iterated towards the most likely light under photon noise
 * (Richardson 1972; Lucy 1974): {@code x <- x * K'(y / Kx) / K'1}.
 */
public final class RichardsonLucy {
  /** Keeps quotients of dark pixels finite. */
  private static final float FLOOR = 1e-4f;

  private RichardsonLucy() {}

  /**
   * The estimate after some iterations.
   *
   * @param blurred linear light, at least 0
   * @param iterations at least 1
   * @return linear light
   */
  public static FloatImage of(FloatImage blurred, StraightBlur blur, int iterations) {
    float[] seen = new float[blurred.data().length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = Math.max(0, blurred.data()[i]) + FLOOR;
    }
    float[] ones = new float[seen.length];
    Arrays.fill(ones, 1);
    float[] reach = blur.transposed(image(blurred, ones)).data();
    float[] estimate = seen.clone();
    for (int k = 0; k < iterations; k++) {
      float[] quotient = blur.apply(image(blurred, estimate)).data();
      for (int i = 0; i < quotient.length; i++) {
        quotient[i] = seen[i] / Math.max(FLOOR, quotient[i]);
      }
      float[] correction = blur.transposed(image(blurred, quotient)).data();
      for (int i = 0; i < correction.length; i++) {
        // Where no pixel looks, nothing is known and nothing changes.
        estimate[i] *= reach[i] > FLOOR ? correction[i] / reach[i] : 1;
      }
    }
    for (int i = 0; i < estimate.length; i++) {
      estimate[i] -= FLOOR;
    }
    return image(blurred, estimate);
  }

  private static FloatImage image(FloatImage like, float[] data) {
    return new FloatImage(like.channels(), like.height(), like.width(), data);
  }
}
