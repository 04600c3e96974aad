package dev.attune.adaptation.online;

import java.util.random.RandomGenerator;

/**
 * The views of CoTTA (Wang et al., 2022): colours jittered in random order, a small affine map,
 * blur, flip, noise. One draw serves the whole batch. What the map brings in from outside is the
 * edge's colour.
 *
 * @param blurAndNoise whether blur and noise are part of it; ROID leaves them out
 */
public record StrongViews(boolean blurAndNoise) implements Augmentation {
  private static final double MOST_DEGREES = 15;

  /** Of the padded picture, which is twice as large. */
  private static final double MOST_SHIFT = 2.0 / 16;

  private static final double NOISE = 0.005;

  @Override
  public Pictures apply(Pictures pictures, RandomGenerator random) {
    float[] v = pictures.values().clone();
    int area = pictures.height() * pictures.width();
    for (int i = 0; i < v.length; i++) {
      v[i] = unit(v[i]);
    }
    if (pictures.channels() == 3) {
      ColourJitter jitter = ColourJitter.draw(random);
      for (int n = 0; n < pictures.size(); n++) {
        jitter.apply(v, n * 3 * area, area);
      }
    }
    Pictures moved = moved(Pictures.of(pictures.shape(), v), random);
    return blurAndNoise ? softened(moved, random) : moved;
  }

  private static float unit(double v) {
    return (float) Math.max(0, Math.min(1, v));
  }

  /** Rotated, scaled, shifted, perhaps flipped, in one resampling. */
  private static Pictures moved(Pictures x, RandomGenerator random) {
    double angle = Math.toRadians(random.nextDouble(-MOST_DEGREES, MOST_DEGREES));
    double scale = random.nextDouble(0.9, 1.1);
    double dx = random.nextDouble(-MOST_SHIFT, MOST_SHIFT) * x.width();
    double dy = random.nextDouble(-MOST_SHIFT, MOST_SHIFT) * x.height();
    boolean flip = random.nextBoolean();
    double cos = Math.cos(angle) / scale;
    double sin = Math.sin(angle) / scale;
    double cx = (x.width() - 1) / 2.0;
    double cy = (x.height() - 1) / 2.0;
    float[] out = new float[x.values().length];
    int planes = x.size() * x.channels();
    for (int i = 0; i < x.height(); i++) {
      for (int j = 0; j < x.width(); j++) {
        double u = (flip ? x.width() - 1 - j : j) - cx - dx;
        double w = i - cy - dy;
        double fromX = cos * u + sin * w + cx;
        double fromY = -sin * u + cos * w + cy;
        for (int p = 0; p < planes; p++) {
          out[(p * x.height() + i) * x.width() + j] = unit(Resized.at(x, p, fromY, fromX));
        }
      }
    }
    return Pictures.of(x.shape(), out);
  }

  /** Blurred by five taps a side, with noise. */
  private static Pictures softened(Pictures x, RandomGenerator random) {
    double sigma = random.nextDouble(0.001, 0.5);
    double near = Math.exp(-1 / (2 * sigma * sigma));
    double far = Math.exp(-4 / (2 * sigma * sigma));
    double sum = 1 + 2 * near + 2 * far;
    double[] taps = {far / sum, near / sum, 1 / sum, near / sum, far / sum};
    Pictures y = along(along(x, taps, true), taps, false);
    float[] out = y.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = unit(out[i] + NOISE * random.nextGaussian());
    }
    return Pictures.of(x.shape(), out);
  }

  private static Pictures along(Pictures x, double[] taps, boolean rows) {
    float[] out = new float[x.values().length];
    int planes = x.size() * x.channels();
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double sum = 0;
          for (int t = -2; t <= 2; t++) {
            int y = rows ? Math.max(0, Math.min(x.height() - 1, i + t)) : i;
            int z = rows ? j : Math.max(0, Math.min(x.width() - 1, j + t));
            sum += taps[t + 2] * x.values()[(p * x.height() + y) * x.width() + z];
          }
          out[(p * x.height() + i) * x.width() + j] = (float) sum;
        }
      }
    }
    return Pictures.of(x.shape(), out);
  }
}
