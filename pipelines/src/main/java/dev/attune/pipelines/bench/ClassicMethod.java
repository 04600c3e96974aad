package dev.attune.pipelines.bench;

import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.pipelines.bench.classic.RichardsonLucy;
import dev.attune.pipelines.bench.classic.StraightBlur;
import dev.attune.pipelines.bench.classic.UnsharpMask;
import dev.attune.pipelines.bench.classic.WienerFilter;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A classic filter with the grid of its settings. Stateless and thread-safe. */
enum ClassicMethod {
  /** Sharpening. */
  UNSHARP("unsharp", false) {
    @Override
    int settings() {
      return SIGMAS_PX.length * AMOUNTS.length;
    }

    @Override
    String shown(int setting) {
      return String.format(
          Locale.ROOT,
          "sigma %.1f px, amount %.2f",
          SIGMAS_PX[setting / AMOUNTS.length],
          AMOUNTS[setting % AMOUNTS.length]);
    }

    @Override
    FloatImage apply(FloatImage blurred, BlurPath path, int setting) {
      return new UnsharpMask(SIGMAS_PX[setting / AMOUNTS.length], AMOUNTS[setting % AMOUNTS.length])
          .apply(blurred);
    }
  },

  /** Deconvolution with a smoothness prior. */
  WIENER("wiener", true) {
    @Override
    int settings() {
      return EXPOSURES.length * WEIGHTS.length;
    }

    @Override
    String shown(int setting) {
      return String.format(
          Locale.ROOT,
          "exposure %.1f, weight %.3f",
          EXPOSURES[setting / WEIGHTS.length],
          WEIGHTS[setting % WEIGHTS.length]);
    }

    @Override
    FloatImage apply(FloatImage blurred, BlurPath path, int setting) {
      StraightBlur blur = new StraightBlur(path.exposed(EXPOSURES[setting / WEIGHTS.length]));
      double weight = WEIGHTS[setting % WEIGHTS.length];
      return encoded(WienerFilter.of(decoded(blurred), blur, weight, GRADIENT_STEPS));
    }
  },

  /** Deconvolution under photon noise. */
  RICHARDSON_LUCY("richardsonLucy", true) {
    @Override
    int settings() {
      return EXPOSURES.length * ITERATIONS.size();
    }

    @Override
    String shown(int setting) {
      return String.format(
          Locale.ROOT,
          "exposure %.1f, iterations %d",
          EXPOSURES[setting / ITERATIONS.size()],
          ITERATIONS.get(setting % ITERATIONS.size()));
    }

    @Override
    FloatImage apply(FloatImage blurred, BlurPath path, int setting) {
      StraightBlur blur = new StraightBlur(path.exposed(EXPOSURES[setting / ITERATIONS.size()]));
      List<Integer> iterations = List.of(ITERATIONS.get(setting % ITERATIONS.size()));
      return encoded(RichardsonLucy.of(decoded(blurred), blur, iterations).get(0));
    }

    @Override
    List<FloatImage> applyAll(FloatImage blurred, BlurPath path) {
      // More iterations go on from fewer.
      List<FloatImage> out = new ArrayList<>();
      for (double exposure : EXPOSURES) {
        StraightBlur blur = new StraightBlur(path.exposed(exposure));
        for (FloatImage light : RichardsonLucy.of(decoded(blurred), blur, ITERATIONS)) {
          out.add(encoded(light));
        }
      }
      return out;
    }
  };

  private static final double[] SIGMAS_PX = {0.7, 1, 1.5, 2, 3};
  private static final double[] AMOUNTS = {0.25, 0.5, 1, 1.5, 2};
  private static final double[] EXPOSURES = {0.2, 0.4, 0.6, 0.8, 1};
  private static final double[] WEIGHTS = {0.003, 0.02, 0.1, 0.5};
  private static final List<Integer> ITERATIONS = List.of(1, 3, 7, 15);
  private static final int GRADIENT_STEPS = 8;

  private final String word;
  private final boolean moving;

  ClassicMethod(String word, boolean moving) {
    this.word = word;
    this.moving = moving;
  }

  /** The name in results. */
  String word() {
    return word;
  }

  /** Whether it looks at the motion. */
  boolean moving() {
    return moving;
  }

  /** Number of settings. */
  abstract int settings();

  /** A setting for people. */
  abstract String shown(int setting);

  /**
   * The restored picture.
   *
   * @param blurred values 0..1
   * @param path motion over a frame interval
   * @return values 0..1
   */
  abstract FloatImage apply(FloatImage blurred, BlurPath path, int setting);

  /** The restored pictures of all settings. */
  List<FloatImage> applyAll(FloatImage blurred, BlurPath path) {
    List<FloatImage> out = new ArrayList<>();
    for (int k = 0; k < settings(); k++) {
      out.add(apply(blurred, path, k));
    }
    return out;
  }

  private static FloatImage decoded(FloatImage picture) {
    FloatImage out = new FloatImage(picture.channels(), picture.height(), picture.width());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) TransferCurve.GAMMA_22.decode(picture.data()[i]);
    }
    return out;
  }

  private static FloatImage encoded(FloatImage light) {
    FloatImage out = new FloatImage(light.channels(), light.height(), light.width());
    for (int i = 0; i < out.data().length; i++) {
      double limited = Math.min(1, Math.max(0, light.data()[i]));
      out.data()[i] = (float) TransferCurve.GAMMA_22.encode(limited);
    }
    return out;
  }
}
