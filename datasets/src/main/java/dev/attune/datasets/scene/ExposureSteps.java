package dev.attune.datasets.scene;

/** How the light of an exposure is sampled in time. */
public sealed interface ExposureSteps {
  /** Adaptive, 0.7 pixels a step: smooth streaks. */
  ExposureSteps FINE = new Adaptive(0.7, 96);

  /** 240 virtual frames a second, as a high-speed camera would deliver them. */
  ExposureSteps CAMERA_240 = new FixedRate(240);

  /**
   * Number of virtual frames for an exposure.
   *
   * @param seconds length of the exposure
   * @param pathPx longest way of anything in the picture
   */
  int count(double seconds, double pathPx);

  /**
   * As many virtual frames as the motion needs, one where nothing moves.
   *
   * @param stepPx greatest motion between two virtual frames
   * @param most limit of virtual frames
   */
  record Adaptive(double stepPx, int most) implements ExposureSteps {
    /** Checks the ranges. */
    public Adaptive {
      Shake.check("stepPx", stepPx, 0.05, 100);
      Shake.check("most", most, 1, 10_000);
    }

    @Override
    public int count(double seconds, double pathPx) {
      return Math.max(1, Math.min(most, (int) Math.ceil(pathPx / stepPx)));
    }
  }

  /**
   * A fixed number of virtual frames a second; fast motion shows as separate images.
   *
   * @param perSecond virtual frames a second
   */
  record FixedRate(double perSecond) implements ExposureSteps {
    /** Checks the range. */
    public FixedRate {
      Shake.check("perSecond", perSecond, 1, 1e6);
    }

    @Override
    public int count(double seconds, double pathPx) {
      return Math.max(1, (int) Math.rint(seconds * perSecond));
    }
  }
}
