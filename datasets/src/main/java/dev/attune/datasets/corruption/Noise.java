package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/** Noise of single values. */
final class Noise {
  /** Above this mean a Poisson number is drawn as a rounded normal one. */
  private static final double MANY = 400;

  private Noise() {}

  static FloatImage gaussian(FloatImage x, double sigma, SplittableRandom random) {
    return each(x, v -> v + sigma * random.nextGaussian());
  }

  static FloatImage shot(FloatImage x, double photons, SplittableRandom random) {
    return each(x, v -> poisson(v * photons, random) / photons);
  }

  static FloatImage impulse(FloatImage x, double share, SplittableRandom random) {
    return each(
        x,
        v -> {
          double u = random.nextDouble();
          return u < share ? (u < share / 2 ? 1 : 0) : v;
        });
  }

  static FloatImage speckle(FloatImage x, double sigma, SplittableRandom random) {
    return each(x, v -> v + v * sigma * random.nextGaussian());
  }

  private static double poisson(double mean, SplittableRandom random) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > MANY) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int n = 0;
    while (product > limit) {
      product *= random.nextDouble();
      n++;
    }
    return n;
  }

  /** A function of one value. */
  interface OfValue {
    double of(double v);
  }

  static FloatImage each(FloatImage x, OfValue f) {
    FloatImage out = new FloatImage(x.channels(), x.height(), x.width());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) f.of(x.data()[i]);
    }
    return out;
  }
}
