package dev.attune.deblur.blur;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Leaves parts of blurred pictures sharp, so that a network that is told the motion learns to look
 * whether it blurred: flow follows what did not blur as well (a subject that the shutter froze, a
 * wrong match). Parts are discs and their complement with soft edges; they get noise, so that a
 * lack of noise gives nothing away.
 *
 * @param share of the pictures that have such parts, 0..1
 */
public record SharpPatches(double share) {
  /** What training uses. */
  public static final SharpPatches USUAL = new SharpPatches(0.5);

  /** Of these, pictures that are sharp all over. */
  private static final double WHOLE = 0.15;

  private static final double LEAST_NOISE = 0.3 / 255;
  private static final double MOST_NOISE = 2.5 / 255;
  private static final double EDGE_PX = 6;

  /**
   * The blurred picture, perhaps with a part that is sharp; of the same size as both.
   *
   * @param random draws whether, which part, and its noise
   */
  public FloatImage mixed(RandomGenerator random, FloatImage blurred, FloatImage sharp) {
    return draw(random, blurred.height(), blurred.width()).of(blurred, sharp);
  }

  private Drawn draw(RandomGenerator random, int height, int width) {
    if (random.nextDouble() >= share) {
      return new Drawn(Kind.NONE, 0, 0, 0, 0, 0);
    }
    Kind kind =
        random.nextDouble() < WHOLE
            ? Kind.WHOLE
            : random.nextBoolean() ? Kind.INSIDE : Kind.OUTSIDE;
    double radius = Math.min(height, width) * (0.1 + 0.3 * random.nextDouble());
    return new Drawn(
        kind,
        height * random.nextDouble(),
        width * random.nextDouble(),
        radius,
        LEAST_NOISE + (MOST_NOISE - LEAST_NOISE) * random.nextDouble(),
        random.nextLong());
  }

  /** Which part is left sharp. */
  private enum Kind {
    /** Nothing. */
    NONE,
    /** The disc. */
    INSIDE,
    /** What is around the disc. */
    OUTSIDE,
    /** All of it. */
    WHOLE
  }

  /**
   * Part of one picture.
   *
   * @param kind which part
   * @param y row of the disc's centre
   * @param x column of the disc's centre
   * @param radiusPx of the disc
   * @param noiseSd of what is sharp, 0..1
   * @param seed of the noise
   */
  private record Drawn(Kind kind, double y, double x, double radiusPx, double noiseSd, long seed) {

    FloatImage of(FloatImage blurred, FloatImage sharp) {
      if (kind == Kind.NONE) {
        return blurred;
      }
      int height = blurred.height();
      int width = blurred.width();
      int n = height * width;
      SplittableRandom random = new SplittableRandom(seed);
      FloatImage out = new FloatImage(blurred.channels(), height, width);
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          float sharpness = (float) sharpness(row, column);
          for (int c = 0; c < blurred.channels(); c++) {
            int at = c * n + row * width + column;
            float b = blurred.data()[at];
            if (sharpness == 0) {
              out.data()[at] = b;
            } else {
              float s = sharp.data()[at] + (float) (noiseSd * random.nextGaussian());
              out.data()[at] = Math.min(1, Math.max(0, b + sharpness * (s - b)));
            }
          }
        }
      }
      return out;
    }

    private double sharpness(int row, int column) {
      double inside = (radiusPx - Math.hypot(row - y, column - x)) / EDGE_PX + 0.5;
      double clamped = Math.min(1, Math.max(0, inside));
      return switch (kind) {
        case NONE -> 0;
        case INSIDE -> clamped;
        case OUTSIDE -> 1 - clamped;
        case WHOLE -> 1;
      };
    }
  }
}
