package dev.attune.deblur;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/** Pictures for tests. */
public final class Textures {
  private Textures() {}

  /**
   * A random texture with contrast at every scale, values around 0.5, the same for every call with
   * the same arguments.
   */
  public static FloatImage random(int channels, int height, int width, long seed) {
    FloatImage out = new FloatImage(channels, height, width);
    java.util.Arrays.fill(out.data(), 0.5f);
    SplittableRandom random = new SplittableRandom(seed);
    for (int cell = 32; cell >= 2; cell /= 2) {
      int columns = width / cell + 3;
      float[] knots = new float[(height / cell + 3) * columns];
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < knots.length; i++) {
          knots[i] = (float) (random.nextDouble() - 0.5) * (0.2f + 0.012f * cell);
        }
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int at = y / cell * columns + x / cell;
            float fx = (float) (x % cell) / cell;
            float fy = (float) (y % cell) / cell;
            float upper = knots[at] + fx * (knots[at + 1] - knots[at]);
            float lower =
                knots[at + columns] + fx * (knots[at + columns + 1] - knots[at + columns]);
            out.data()[(c * height + y) * width + x] += upper + fy * (lower - upper);
          }
        }
      }
    }
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = Math.min(1, Math.max(0, out.data()[i]));
    }
    return out;
  }

  /** The picture with Gaussian noise of the given standard deviation. */
  public static FloatImage noisy(FloatImage picture, double sd, long seed) {
    FloatImage out =
        new FloatImage(
            picture.channels(), picture.height(), picture.width(), picture.data().clone());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] += (float) (sd * random.nextGaussian());
    }
    return out;
  }
}
