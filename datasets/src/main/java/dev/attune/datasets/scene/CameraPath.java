package dev.attune.datasets.scene;

/**
 * Where the camera looks at any time. The way through space is a smooth curve of about unit speed;
 * how fast it is gone is a random function of time with still moments and bursts. Immutable.
 */
final class CameraPath {
  private final Shake shake;
  private final double[] speed;
  private final double[] gone;
  private final Wander turnX;
  private final Wander turnY;
  private final Wander moveX;
  private final Wander moveY;
  private final Wander roll;
  private final Wander zoom;
  private final double panX;
  private final double panY;
  private final double tremorPhaseX;
  private final double tremorPhaseY;

  /**
   * @param frames the path is known from frame -2 to this one; later it goes on at its last speed
   */
  CameraPath(SceneRandom random, Shake shake, int frames) {
    this.shake = shake;
    int knots = 3 + (int) Math.ceil((frames + 4) / shake.changeFrames());
    speed = new double[knots];
    gone = new double[knots];
    SceneRandom speeds = random.split("speed");
    for (int k = 0; k < knots; k++) {
      // One generator a knot: a longer clip begins as the shorter one.
      SceneRandom r = speeds.split(k);
      boolean burst = r.chance(shake.burstShare());
      double part = r.unit();
      double calm = shake.calmSpeed();
      speed[k] = burst ? calm + part * (shake.burstSpeed() - calm) : calm * part * part;
      if (k > 0) {
        gone[k] = gone[k - 1] + 0.5 * (speed[k - 1] + speed[k]) * shake.changeFrames();
      }
    }
    turnX = new Wander(random.split("turnX"), 5, 110);
    turnY = new Wander(random.split("turnY"), 5, 80);
    moveX = new Wander(random.split("moveX"), 10, 110);
    moveY = new Wander(random.split("moveY"), 10, 80);
    roll = new Wander(random.split("roll"), 8, 60);
    zoom = new Wander(random.split("zoom"), 15, 60);
    SceneRandom r = random.split("pan");
    double a = r.chance(0.7) ? 0.15 * r.normal() + (r.chance(0.5) ? Math.PI : 0) : r.angle();
    panX = shake.panSpeed() * StrictMath.cos(a);
    panY = shake.panSpeed() * StrictMath.sin(a);
    tremorPhaseX = r.angle();
    tremorPhaseY = r.angle();
  }

  /** The pose at a time in frame intervals; 0 is the middle of the first frame's exposure. */
  Pose at(double time) {
    double way = way(time + 2);
    double turn = 1 - shake.parallax();
    double tremor = shake.tremorPx();
    return new Pose(
        turn * turnX.at(way) + panX * time + tremor * StrictMath.sin(1.7 * time + tremorPhaseX),
        turn * turnY.at(way) + panY * time + tremor * StrictMath.sin(1.9 * time + tremorPhaseY),
        shake.parallax() * moveX.at(way),
        shake.parallax() * moveY.at(way),
        shake.rollPerPx() * roll.at(way),
        shake.zoomPerPx() * zoom.at(way));
  }

  private double way(double time) {
    double at = Math.max(0, time / shake.changeFrames());
    int k = (int) Math.min(speed.length - 2, at);
    double part = at - k;
    double rise = speed[k + 1] - speed[k];
    if (part > 1) {
      return gone[k + 1] + speed[k + 1] * (part - 1) * shake.changeFrames();
    }
    return gone[k] + (speed[k] * part + 0.5 * rise * part * part) * shake.changeFrames();
  }

  /**
   * The camera's pose; pixels at the picture's own size, angles in radians.
   *
   * @param turnX shift by turning, the same for all depths
   * @param turnY the same, downwards
   * @param moveX shift by moving, for things at depth factor 1
   * @param moveY the same, downwards
   * @param roll clockwise
   * @param zoom relative growth of things at depth factor 1
   */
  record Pose(double turnX, double turnY, double moveX, double moveY, double roll, double zoom) {}
}
