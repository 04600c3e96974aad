package dev.attune.datasets.blur;

/** Where a camera looks at any time. Implementations are immutable. */
@FunctionalInterface
public interface CameraMotion {
  /**
   * The pose at a time.
   *
   * @param time in frame intervals; whole numbers are the middles of exposures
   */
  Pose at(double time);
}
