package dev.attune.pipelines.bench.classic;

import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Deconvolution by a known blur, iterated towards the most likely light under photon noise
 * (Richardson 1972; Lucy 1974): {@code x <- x * K'(y / Kx) / K'1}.
 */
public final class RichardsonLucy {
  /** Keeps quotients of dark pixels finite. */
  private static final float FLOOR = 1e-4f;

  private RichardsonLucy() {}

  /**
   * The estimates after some numbers of iterations.
   *
   * @param blurred linear light, at least 0
   * @param iterations ascending, each at least 1
   * @return linear light, one picture for each number
   */
  public static List<FloatImage> of(
      FloatImage blurred, StraightBlur blur, List<Integer> iterations) {
    float[] seen = new float[blurred.data().length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = Math.max(0, blurred.data()[i]) + FLOOR;
    }
    float[] ones = new float[seen.length];
    Arrays.fill(ones, 1);
    float[] reach = blur.transposed(image(blurred, ones)).data();
    float[] estimate = seen.clone();
    List<FloatImage> out = new ArrayList<>();
    int done = 0;
    for (int wanted : iterations) {
      for (; done < wanted; done++) {
        improve(estimate, seen, reach, blur, blurred);
      }
      float[] light = estimate.clone();
      for (int i = 0; i < light.length; i++) {
        light[i] -= FLOOR;
      }
      out.add(image(blurred, light));
    }
    return out;
  }

  private static void improve(
      float[] estimate, float[] seen, float[] reach, StraightBlur blur, FloatImage like) {
    float[] quotient = blur.apply(image(like, estimate)).data();
    for (int i = 0; i < quotient.length; i++) {
      quotient[i] = seen[i] / Math.max(FLOOR, quotient[i]);
    }
    float[] correction = blur.transposed(image(like, quotient)).data();
    for (int i = 0; i < correction.length; i++) {
      // Where no pixel looks, nothing is known and nothing changes.
      estimate[i] *= reach[i] > FLOOR ? correction[i] / reach[i] : 1;
    }
  }

  private static FloatImage image(FloatImage like, float[] data) {
    return new FloatImage(like.channels(), like.height(), like.width(), data);
  }
}
