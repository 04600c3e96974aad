package dev.attune.datasets.scene;

/**
 * Where things are seen at any time, and how far they go in an exposure. Immutable and thread-safe.
 */
final class View {
  /** Points of time at which ways are measured. */
  private static final int PATH_SAMPLES = 8;

  private final Scene scene;
  private final CameraPath path;
  private final double axisX;
  private final double axisY;

  View(Scene scene, CameraPath path) {
    this.scene = scene;
    this.path = path;
    this.axisX = scene.settings().axisX() * scene.settings().width();
    this.axisY = scene.settings().axisY() * scene.settings().height();
  }

  /** From places of the view to places of the backdrop, both in pixels. */
  Affine toBackdrop(double time) {
    return toWorld(path.at(time), scene.backdropNearness());
  }

  /** From places of the view to places of the layer of this nearness, both in pixels. */
  private Affine toWorld(CameraPath.Pose pose, double nearness) {
    double scale = 1 / (1 + nearness * pose.zoom());
    Affine around = Affine.of(-pose.roll(), scale, 0, 0);
    double shiftX = axisX + pose.turnX() + nearness * pose.moveX();
    double shiftY = axisY + pose.turnY() + nearness * pose.moveY();
    return new Affine(
        around.a(),
        around.b(),
        shiftX - around.x(axisX, axisY),
        around.d(),
        around.e(),
        shiftY - around.y(axisX, axisY));
  }

  /** From places of the view to places of a thing's own canvas, whose middle is (0, 0). */
  Affine toActor(Actor actor, double time) {
    SceneSettings s = scene.settings();
    Affine world = toWorld(path.at(time), actor.nearness);
    // The copy of the thing that is nearest to the middle of the view.
    double periodX = s.width() + 2.5 * actor.reach() + 40;
    double periodY = s.height() + 2.5 * actor.reach() + 40;
    double viewX = world.x(0.5 * s.width(), 0.5 * s.height());
    double viewY = world.y(0.5 * s.width(), 0.5 * s.height());
    double x = viewX + nearest(actor.xAt(time) - viewX, periodX);
    double y = viewY + nearest(actor.yAt(time) - viewY, periodY);
    double angle = -actor.angleAt(time);
    double scale = 1 / actor.scaleAt(time);
    Affine turn = Affine.of(angle, scale, 0, 0);
    return new Affine(turn.a(), turn.b(), -turn.x(x, y), turn.d(), turn.e(), -turn.y(x, y))
        .after(world);
  }

  private static double nearest(double offset, double period) {
    return offset - period * Math.rint(offset / period);
  }

  /** Way of the middle of the backdrop over the view in an exposure, in pixels. */
  double backdropPath(double middle, double exposure) {
    SceneSettings s = scene.settings();
    Affine reference = toBackdrop(middle);
    double x = reference.x(0.5 * s.width(), 0.5 * s.height());
    double y = reference.y(0.5 * s.width(), 0.5 * s.height());
    return way(middle, exposure, scene.backdropNearness(), x, y);
  }

  private double way(double middle, double exposure, double nearness, double x, double y) {
    double sum = 0;
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i <= PATH_SAMPLES; i++) {
      double time = middle + exposure * ((double) i / PATH_SAMPLES - 0.5);
      Affine toView = toWorld(path.at(time), nearness).inverse();
      double vx = toView.x(x, y);
      double vy = toView.y(x, y);
      if (i > 0) {
        sum += Math.sqrt((vx - lastX) * (vx - lastX) + (vy - lastY) * (vy - lastY));
      }
      lastX = vx;
      lastY = vy;
    }
    return sum;
  }

  /** Longest way of any point of the view or of any thing in an exposure, in pixels. */
  double longestPath(double middle, double exposure) {
    SceneSettings s = scene.settings();
    double longest = 0;
    Affine reference = toBackdrop(middle);
    for (int corner = 0; corner < 4; corner++) {
      double vx = (corner & 1) * s.width();
      double vy = (corner >> 1) * s.height();
      double x = reference.x(vx, vy);
      double y = reference.y(vx, vy);
      longest = Math.max(longest, way(middle, exposure, scene.backdropNearness(), x, y));
    }
    for (Actor actor : scene.actors()) {
      longest = Math.max(longest, actorPath(actor, middle, exposure));
    }
    return longest;
  }

  private double actorPath(Actor actor, double middle, double exposure) {
    double sum = 0;
    double lastX = 0;
    double lastY = 0;
    double lastAngle = 0;
    double lastScale = 0;
    for (int i = 0; i <= PATH_SAMPLES; i++) {
      double time = middle + exposure * ((double) i / PATH_SAMPLES - 0.5);
      Affine toView = toWorld(path.at(time), actor.nearness).inverse();
      double vx = toView.x(actor.xAt(time), actor.yAt(time));
      double vy = toView.y(actor.xAt(time), actor.yAt(time));
      double angle = actor.angleAt(time);
      double scale = actor.scaleAt(time);
      if (i > 0) {
        sum +=
            Math.sqrt((vx - lastX) * (vx - lastX) + (vy - lastY) * (vy - lastY))
                + actor.reach() * (Math.abs(angle - lastAngle) + Math.abs(scale - lastScale));
      }
      lastX = vx;
      lastY = vy;
      lastAngle = angle;
      lastScale = scale;
    }
    return sum;
  }
}
