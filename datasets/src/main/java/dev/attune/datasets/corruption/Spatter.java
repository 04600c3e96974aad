package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/**
 * Drops of water or mud on the lens (Hendrycks and Dietterich, 2019, one of the four further
 * corruptions). Drops are where blurred noise is above a threshold. Water is the noise there,
 * shaded by the distance to the drops' edges; mud covers the picture. The constants are the
 * published ones; details of the shading are from memory and were compared with no picture of the
 * published sets.
 */
final class Spatter {
  private static final int WATER = 0;
  private static final double[] WATER_COLOUR = {175 / 255.0, 238 / 255.0, 238 / 255.0};
  private static final double[] MUD_COLOUR = {63 / 255.0, 42 / 255.0, 20 / 255.0};

  /** Mud that covers less than this is left out. */
  private static final double LEAST_MUD = 0.8;

  private static final double WEAK_EDGE = 50;
  private static final double STRONG_EDGE = 150;

  /** Distances to edges are cut off here, in pixels. */
  private static final double FARTHEST = 20;

  private static final int LEVELS = 256;
  private static final double[] BOX = {1.0 / 3, 1.0 / 3, 1.0 / 3};

  /** Light from the lower right. */
  private static final double[][] EMBOSS = {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}};

  private Spatter() {}

  /**
   * Spatter.
   *
   * @param c mean and deviation of the noise, sigma of its blur, threshold, strength of water or
   *     sigma of the edges of mud, 0 for water and 1 for mud
   */
  static FloatImage apply(FloatImage x, double[] c, SplittableRandom random) {
    FloatImage noise = new FloatImage(1, x.height(), x.width());
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] = (float) (c[0] + c[1] * random.nextGaussian());
    }
    FloatImage drops = cut(blurred(noise, c[2]), c[3]);
    return c[5] == WATER ? water(x, drops, c[4]) : mud(x, drops, c[4]);
  }

  private static FloatImage blurred(FloatImage x, double sigma) {
    return Filters.gaussian(x, sigma, 4, Filters.Border.NEAREST);
  }

  private static FloatImage cut(FloatImage x, double least) {
    return Noise.each(x, v -> v < least ? 0 : v);
  }

  private static FloatImage mud(FloatImage x, FloatImage drops, double sigma) {
    FloatImage hard = Noise.each(drops, v -> v > 0 ? 1 : 0);
    float[] cover = cut(blurred(hard, sigma), LEAST_MUD).data();
    FloatImage out = new FloatImage(3, x.height(), x.width());
    for (int i = 0; i < out.data().length; i++) {
      float covered = cover[i % cover.length];
      out.data()[i] =
          (float) (x.data()[i] * (1 - covered) + covered * MUD_COLOUR[i / cover.length]);
    }
    return out;
  }

  private static FloatImage water(FloatImage x, FloatImage drops, double strength) {
    float[] shade = shading(drops).data();
    float[] wet = drops.data();
    double most = 0;
    for (int i = 0; i < wet.length; i++) {
      wet[i] *= shade[i];
      most = Math.max(most, wet[i]);
    }
    double factor = most > 0 ? strength / most : 0;
    FloatImage out = new FloatImage(3, x.height(), x.width());
    for (int i = 0; i < out.data().length; i++) {
      double light = factor * wet[i % wet.length] * WATER_COLOUR[i / wet.length];
      out.data()[i] = (float) (x.data()[i] + light);
    }
    return out;
  }

  /** Distance to the nearest edge, spread over all levels and lit from a side; 0 to 255. */
  private static FloatImage shading(FloatImage drops) {
    FloatImage levels = Noise.each(drops, v -> Math.floor(Math.min(1, v) * (LEVELS - 1)));
    FloatImage distance = Edges.distance(levels, WEAK_EDGE, STRONG_EDGE, FARTHEST);
    FloatImage even = equalised(Noise.each(smooth(distance), Math::floor));
    FloatImage lit = Filters.correlate(even, EMBOSS, Filters.Border.REFLECT_101);
    return smooth(Noise.each(lit, v -> Math.max(0, Math.min(LEVELS - 1, v))));
  }

  private static FloatImage smooth(FloatImage x) {
    return Filters.separable(x, BOX, Filters.Border.REFLECT_101);
  }

  /** Whole levels spread so that they are about equally frequent. */
  private static FloatImage equalised(FloatImage levels) {
    int[] upTo = new int[LEVELS];
    for (float v : levels.data()) {
      upTo[(int) v]++;
    }
    int first = 0;
    for (int i = 0; i < LEVELS; i++) {
      upTo[i] += i > 0 ? upTo[i - 1] : 0;
      first = first == 0 ? upTo[i] : first;
    }
    double rest = levels.data().length - first;
    int least = first;
    return rest == 0
        ? levels
        : Noise.each(levels, v -> Math.rint((upTo[(int) v] - least) * (LEVELS - 1) / rest));
  }
}
