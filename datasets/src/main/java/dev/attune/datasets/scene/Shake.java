package dev.attune.datasets.scene;

/**
 * How the camera moves. Speeds are in pixels per frame interval at the picture's own size, so the
 * blur of a frame is about speed times exposure fraction.
 *
 * @param calmSpeed greatest speed between bursts
 * @param burstSpeed greatest speed in bursts; at least {@code calmSpeed}
 * @param burstShare share of time in bursts, 0..1
 * @param changeFrames frames between changes of speed, above 0
 * @param panSpeed steady speed in one direction on top
 * @param rollPerPx radians of roll that a pixel of path may bring
 * @param zoomPerPx relative change of size that a pixel of path may bring
 * @param parallax share of the motion that comes from moving rather than turning the camera, 0..1:
 *     that share is larger for near things
 * @param tremorPx amplitude of the fast tremor of a hand
 */
public record Shake(
    double calmSpeed,
    double burstSpeed,
    double burstShare,
    double changeFrames,
    double panSpeed,
    double rollPerPx,
    double zoomPerPx,
    double parallax,
    double tremorPx) {

  /** On a tripod. */
  public static final Shake STILL = new Shake(0, 0, 0, 1, 0, 0, 0, 0, 0);

  /** Held by hand: sharp and blurred frames alternate. */
  public static final Shake HAND_HELD = new Shake(2, 22, 0.4, 2.5, 0, 6e-4, 3e-4, 0.4, 0.25);

  /** Held while walking or running. */
  public static final Shake STRONG = new Shake(8, 50, 0.5, 2, 0, 1e-3, 6e-4, 0.5, 0.5);

  /** Turned steadily, by hand. */
  public static final Shake PAN = new Shake(2, 8, 0.2, 4, 16, 3e-4, 1e-4, 0.2, 0.25);

  /** Checks the ranges. */
  public Shake {
    check("calmSpeed", calmSpeed, 0, 1e4);
    check("burstSpeed", burstSpeed, calmSpeed, 1e4);
    check("burstShare", burstShare, 0, 1);
    check("changeFrames", changeFrames, 0.1, 1e4);
    check("panSpeed", panSpeed, 0, 1e4);
    check("rollPerPx", rollPerPx, 0, 0.1);
    check("zoomPerPx", zoomPerPx, 0, 0.1);
    check("parallax", parallax, 0, 1);
    check("tremorPx", tremorPx, 0, 100);
  }

  static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " " + value + ": " + low + " to " + high + " is allowed");
    }
  }
}
