package dev.attune.datasets.blur;

/**
 * Where a camera looks: moved in the picture's plane and turned about the optical axis.
 *
 * @param x pixels to the right
 * @param y pixels down
 * @param roll radians, clockwise as the picture is seen
 */
public record Pose(double x, double y, double roll) {
  /** Straight ahead. */
  public static final Pose CENTRED = new Pose(0, 0, 0);

  /** Where in the source this pose sees a point that lies at (u, v) from the picture's middle. */
  double seenX(double u, double v) {
    return x + u * StrictMath.cos(roll) - v * StrictMath.sin(roll);
  }

  /** The row to {@link #seenX}. */
  double seenY(double u, double v) {
    return y + u * StrictMath.sin(roll) + v * StrictMath.cos(roll);
  }
}
