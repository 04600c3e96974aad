package dev.attune.datasets.scene;

import dev.attune.video.frame.Rational;

/**
 * Endless varied scenes for training: number {@code i} depends on the seed and {@code i} alone, so
 * training can be stopped and resumed anywhere. Blur goes from none to about a given number of
 * pixels, and sharp and blurred frames are mixed within a clip. Thread-safe.
 */
public final class SceneSampler {
  private final long seed;
  private final SceneSplit split;
  private final int width;
  private final int height;
  private final double mostBlurPx;
  private final TextureBank bank;

  /**
   * @param seed of this stream of scenes
   * @param split what they are for
   * @param width columns of a scene
   * @param height rows of a scene
   * @param mostBlurPx about the longest way of the backdrop in an exposure, in pixels, 1..64
   * @param variants textures of each family, at least 1; all take about 14 MB times this and are
   *     drawn in the first minutes
   */
  public SceneSampler(
      long seed, SceneSplit split, int width, int height, double mostBlurPx, int variants) {
    Shake.check("mostBlurPx", mostBlurPx, 1, 64);
    this.seed = seed;
    this.split = split;
    this.width = width;
    this.height = height;
    this.mostBlurPx = mostBlurPx;
    this.bank = new TextureBank(split.seed(seed, -1), variants);
  }

  /** Scene number {@code index}, at least 0. */
  public Scene scene(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("scene " + index + ": at least 0 is needed");
    }
    long sceneSeed = split.seed(seed, index);
    return Scene.create(sceneSeed, settings(new SceneRandom(sceneSeed).split("settings")), bank);
  }

  private SceneSettings settings(SceneRandom r) {
    double exposure = r.between(0.15, 0.95);
    double worst = r.chance(0.06) ? 0 : mostBlurPx * (0.1 + 0.9 * r.unit());
    // Speed times exposure is blur; the way's slope is about 0.9 in the mean and seldom above 1.8.
    double burst = worst / exposure / 1.2;
    Shake shake =
        new Shake(
            burst * r.between(0, 0.4),
            burst,
            r.between(0.3, 0.95),
            r.between(1, 5),
            r.chance(0.15) ? burst * r.between(0.2, 0.8) : 0,
            r.between(0, 1e-3),
            r.between(0, 8e-4),
            r.between(0, 0.7),
            r.between(0, 0.4));
    double actorSpeed = r.chance(0.2) ? 0 : r.between(0.2, 1) * mostBlurPx / exposure;
    Lens lens =
        new Lens(
            r.chance(0.3) ? 0 : r.between(0.15, 1),
            r.chance(0.75) ? 0 : r.between(0.5, 4),
            r.between(0.7, 1.3));
    Sensor sensor =
        new Sensor(
            r.chance(0.3) ? 0 : r.logBetween(2e-5, 3e-3),
            r.chance(0.3) ? 0 : r.logBetween(2e-4, 6e-3),
            0,
            r.chance(0.5) ? Transfer.SRGB : Transfer.GAMMA_2_2,
            true);
    return new SceneSettings(
        width,
        height,
        new Rational(30, 1),
        exposure,
        r.intBetween(0, 6),
        actorSpeed,
        shake,
        lens,
        new ExposureSteps.Adaptive(0.9, 64),
        sensor,
        r.between(-1.5, 2.5),
        r.between(-1.5, 2.5));
  }
}
