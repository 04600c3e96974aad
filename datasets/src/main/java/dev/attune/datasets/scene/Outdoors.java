package dev.attune.datasets.scene;

/** Sky, hills, houses and trees on a line, ground with things lying on it. */
final class Outdoors {
  private final Canvas canvas;
  private final Materials materials;
  private final double width;
  private final double height;

  /** On a canvas that shows a part of a place of this size in pixels. */
  Outdoors(Canvas canvas, Materials materials, double width, double height) {
    this.canvas = canvas;
    this.materials = materials;
    this.width = width;
    this.height = height;
  }

  /** Fills the canvas, from near to far. */
  void paint(SceneRandom r) {
    double line = height * r.between(0.3, 0.62);
    if (r.chance(0.35)) {
      fence(r.split("fence"), line);
    }
    int lying = r.intBetween(0, 30);
    for (int i = 0; i < lying; i++) {
      lying(r.split("lying").split(i), line);
    }
    int things = r.intBetween(2, 14);
    for (int i = 0; i < things; i++) {
      SceneRandom thing = r.split("things").split(i);
      double x = thing.between(0, width);
      if (thing.chance(0.45)) {
        house(thing, x, line);
      } else {
        tree(thing, x, line);
      }
    }
    SceneRandom ground = r.split("ground");
    Pattern kind =
        ground.pick(
            Pattern.GRASS,
            Pattern.GRASS,
            Pattern.GRAIN,
            Pattern.ROUGH,
            Pattern.BRICKS,
            Pattern.CLOUDS,
            Pattern.CHECKS,
            Pattern.PEBBLES,
            Pattern.WOOD);
    double half = (height - line) / 2 + 1;
    canvas.paint(
        new Shape.Box(width, half, 0),
        width / 2,
        line + half,
        0,
        materials.ground(kind, ground, half),
        1);
    int ridges = r.chance(0.6) ? r.intBetween(1, 3) : 0;
    for (int i = 0; i < ridges; i++) {
      SceneRandom ridge = r.split("ridges").split(i);
      Shape shape =
          Shape.Skyline.random(ridge, width, height * 0.2 * (i + 1), ridge.between(0.2, 1));
      Pattern cover = ridge.pick(Pattern.FOLIAGE, Pattern.GRASS, Pattern.ROUGH, Pattern.RIDGES);
      canvas.paint(shape, width / 2, line, 0, materials.hazy(cover, ridge, 0.3 * (i + 1)), 1);
    }
    canvas.fill(materials.sky(r.split("sky")));
  }

  private void lying(SceneRandom r, double line) {
    double near = r.unit();
    double y = line + (height - line) * near;
    double radius = (0.02 + 0.1 * near) * height * r.between(0.2, 1);
    Shape shape = Shapes.any(r, Math.max(2, radius));
    double x = r.between(0, width);
    canvas.paint(shape, x, y, 0.1 * r.normal(), materials.any(r), 1);
    canvas.shadow(new Shape.Ellipse(radius * 1.3, radius * 0.4), x, y + radius * 0.8, 0, 0.5, 2);
  }

  private void fence(SceneRandom r, double line) {
    double low = line + (height - line) * r.between(0.1, 0.7);
    double tall = height * r.between(0.06, 0.2);
    double pitch = tall * r.logBetween(0.15, 0.8);
    double half = Math.max(0.5, pitch * r.between(0.06, 0.3));
    Surface bars = materials.plain(r);
    for (double x = 0; x < width; x += pitch) {
      canvas.paint(new Shape.Box(half, tall / 2, 0), x, low - tall / 2, 0, bars, 1);
    }
    double rail = Math.max(0.5, 0.03 * tall);
    for (double at : new double[] {0.25, 0.8}) {
      canvas.paint(new Shape.Box(width, rail, 0), width / 2, low - at * tall, 0, bars, 1);
    }
  }

  private void house(SceneRandom r, double x, double line) {
    double half = r.between(0.08, 0.3) * height;
    double tall = line * r.between(0.3, 0.95);
    Pattern pattern =
        r.pick(Pattern.FACADE, Pattern.FACADE, Pattern.FACADE, Pattern.BRICKS, Pattern.ROUGH);
    canvas.paint(
        new Shape.Box(half, tall / 2, 0),
        x,
        line - tall / 2,
        0,
        materials.upright(pattern, r, r.between(1, 2.4)),
        1);
    if (r.chance(0.3)) {
      double[][] wires = {{-half * 4, -tall * 0.1, 0, 0}, {0, 0, half * 4, -tall * 0.15}};
      Shape wire = new Shape.Strokes(wires, r.between(0.4, 1));
      canvas.paint(wire, x, line - tall, 0, materials.plain(r), 1);
    }
    if (r.chance(0.5)) {
      double[][] gable = {{-half * 1.05, 0, 0, -half * 0.7}, {half * 1.05, 0, 0, -half * 0.7}};
      double[] xs = {gable[0][0], gable[0][2], gable[1][0]};
      double[] ys = {0, gable[0][3], 0};
      canvas.paint(
          new Shape.Polygon(xs, ys), x, line - tall, 0, materials.upright(Pattern.BRICKS, r, 2), 1);
    }
  }

  private void tree(SceneRandom r, double x, double line) {
    double tall = line * r.between(0.25, 0.85);
    int bunches = r.intBetween(2, 7);
    SceneRandom kind = r.split("kind");
    Surface leaves = materials.upright(Pattern.FOLIAGE, kind, r.between(0.8, 2.4));
    for (int i = 0; i < bunches; i++) {
      Shape bunch = Shape.Blob.random(r, tall * r.between(0.15, 0.38));
      double dx = 0.35 * tall * r.between(-1, 1);
      double dy = tall * r.between(0.5, 0.9);
      double angle = r.angle();
      canvas.paint(bunch, x + dx, line - dy, angle, leaves, r.between(1, 3));
      canvas.shadow(bunch, x + dx, line - dy + 0.12 * tall, angle, 0.2, 0.15 * tall + 1);
    }
    Shape trunk = Shapes.branches(r, tall * 0.7);
    canvas.paint(trunk, x, line - 0.65 * tall, 0, materials.of(Pattern.WOOD, r), 1);
  }
}
