package dev.attune.datasets.scene;

/**
 * A thing that moves by itself. Its way wraps around a rectangle larger than the view, so that it
 * comes back. Immutable.
 */
final class Actor {
  /** The painted thing, its origin in the middle. */
  final Canvas canvas;

  /** How near it is: the factor of shifts by a moving camera; the backdrop has the least. */
  final double nearness;

  private final double x;
  private final double y;
  private final double speedX;
  private final double speedY;
  private final double surge;
  private final double surgeRate;
  private final double surgePhase;
  private final double angle;
  private final double spin;
  private final double swing;
  private final double swell;
  private final double swellRate;
  private final double swellPhase;

  /**
   * @param x column of the view near which it starts
   * @param y row of the view near which it starts
   * @param topSpeed greatest speed in pixels per frame interval
   */
  Actor(SceneRandom r, Canvas canvas, double nearness, double x, double y, double topSpeed) {
    this.canvas = canvas;
    this.nearness = nearness;
    this.x = x;
    this.y = y;
    double speed = r.chance(0.25) ? 0 : topSpeed * r.unit() * r.unit();
    double direction = r.chance(0.6) ? 0.2 * r.normal() + (r.chance(0.5) ? Math.PI : 0) : r.angle();
    speedX = speed * StrictMath.cos(direction);
    speedY = speed * StrictMath.sin(direction);
    surge = r.between(0, 0.9);
    surgeRate = r.between(0.08, 0.5);
    surgePhase = r.angle();
    boolean turns = r.chance(0.3);
    angle = r.chance(0.6) ? 0.1 * r.normal() : r.angle();
    spin = turns ? r.between(-1, 1) * speed * 0.006 : 0;
    swing = r.chance(0.4) ? r.between(0, 0.15) : 0;
    swell = r.chance(0.4) ? r.between(0, 0.12) : 0;
    swellRate = r.between(0.05, 0.25);
    swellPhase = r.angle();
  }

  /** Horizontal place in pixels at a time in frame intervals, not wrapped. */
  double xAt(double time) {
    return x + speedX * gone(time);
  }

  /** Vertical place, not wrapped. */
  double yAt(double time) {
    return y + speedY * gone(time);
  }

  /** Angle in radians. */
  double angleAt(double time) {
    return angle + spin * gone(time) + swing * StrictMath.sin(swellRate * time + surgePhase);
  }

  /** Size against the painted one. */
  double scaleAt(double time) {
    return 1 + swell * StrictMath.sin(swellRate * time + swellPhase);
  }

  /** Radius in pixels of what is painted. */
  double reach() {
    double w = canvas.widthPx();
    double h = canvas.heightPx();
    return 0.5 * Math.sqrt(w * w + h * h);
  }

  private double gone(double time) {
    return time + surge / surgeRate * StrictMath.sin(surgeRate * time + surgePhase);
  }
}
