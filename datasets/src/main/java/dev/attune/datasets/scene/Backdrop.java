package dev.attune.datasets.scene;

/** Paints the plane behind everything: a canvas that wraps. */
final class Backdrop {
  private final Canvas canvas;
  private final Materials materials;

  private Backdrop(Canvas canvas, Materials materials) {
    this.canvas = canvas;
    this.materials = materials;
  }

  /** Fills a canvas with one of several kinds of surroundings. */
  static void paint(Canvas canvas, Materials materials, SceneRandom r) {
    Backdrop b = new Backdrop(canvas, materials);
    int kind = r.intBetween(0, 9);
    if (r.chance(0.35)) {
      b.lamps(r.split("lamps"));
    }
    if (kind < 5) {
      b.leaves(r.split("leaves"), r.logBetween(0.4, 4));
    } else if (kind < 8) {
      b.horizon(r.split("horizon"));
    } else if (kind < 9) {
      b.shelf(r.split("shelf"));
    } else {
      b.leaves(r.split("leaves"), r.between(0.02, 0.2));
    }
    SceneRandom light = r.split("light");
    canvas.illuminate(
        light.logBetween(0.45, 1.5),
        light.between(0, 0.35),
        light.angle(),
        light.between(0, 0.35),
        light.angle());
  }

  /**
   * Dead leaves (Matheron 1968; Lee, Mumford, Huang 2001): shapes over shapes whose sizes follow a
   * power law, which gives pictures the statistics of natural ones. {@code cover} is the area of
   * all shapes over that of the canvas.
   */
  private void leaves(SceneRandom r, double cover) {
    double smallest = r.logBetween(2.5, 12);
    double largest = r.between(0.3, 0.6) * Math.min(canvas.widthPx(), canvas.heightPx());
    double exponent = r.between(1.2, 3.2);
    double area = cover * canvas.widthPx() * canvas.heightPx();
    boolean shadows = r.chance(0.5);
    double shadowX = r.between(-0.3, 0.3);
    double shadowY = r.between(0, 0.35);
    double upright = r.chance(0.4) ? 0.03 : 4;
    int kinds = r.intBetween(3, 12);
    for (int i = 0; area > 0 && i < 4000; i++) {
      SceneRandom leaf = r.split(i);
      double radius = powerLaw(leaf, smallest, largest, exponent);
      Shape shape = Shapes.any(leaf, radius);
      double x = leaf.between(0, canvas.widthPx());
      double y = leaf.between(0, canvas.heightPx());
      double angle = upright * leaf.normal();
      // A few materials are used again and again, as in a real place.
      SceneRandom material = r.split("material").split(leaf.intBetween(0, kinds - 1));
      Surface surface = leaf.chance(0.5) ? materials.any(material) : materials.any(leaf);
      double edge = leaf.chance(0.85) ? 1 : leaf.between(1, Math.max(1.5, 0.4 * radius));
      canvas.paint(shape, x, y, angle, surface, edge);
      if (shadows && radius > 5) {
        canvas.shadow(
            shape, x + shadowX * radius, y + shadowY * radius, angle, 0.45, 1 + 0.2 * radius);
      }
      area -= 2 * radius * radius;
    }
    canvas.fill(materials.any(r.split("ground")));
  }

  private static double powerLaw(SceneRandom r, double low, double high, double exponent) {
    double k = 1 - exponent;
    double a = StrictMath.pow(low, k);
    double b = StrictMath.pow(high, k);
    return StrictMath.pow(a + (b - a) * r.unit(), 1 / k);
  }

  /** Sky, houses and trees on a line, ground with things lying on it. */
  private void horizon(SceneRandom r) {
    double w = canvas.widthPx();
    double h = canvas.heightPx();
    double line = h * r.between(0.3, 0.6);
    int things = r.intBetween(3, 14);
    for (int i = 0; i < things; i++) {
      SceneRandom thing = r.split(i);
      double x = thing.between(0, w);
      if (thing.chance(0.5)) {
        house(thing, x, line);
      } else {
        tree(thing, x, line);
      }
    }
    int lying = r.intBetween(0, 40);
    for (int i = 0; i < lying; i++) {
      SceneRandom thing = r.split(1000 + i);
      double near = thing.unit();
      double y = line + (h - line) * near;
      double radius = (0.02 + 0.1 * near) * h * thing.between(0.2, 1);
      Shape shape = Shapes.any(thing, Math.max(2, radius));
      double x = thing.between(0, w);
      canvas.paint(shape, x, y, 0.1 * thing.normal(), materials.any(thing), 1);
      canvas.shadow(new Shape.Ellipse(radius * 1.3, radius * 0.4), x, y + radius * 0.8, 0, 0.5, 2);
    }
    SceneRandom ground = r.split("ground");
    Pattern kind =
        ground.pick(
            Pattern.GRASS,
            Pattern.GRAIN,
            Pattern.ROUGH,
            Pattern.BRICKS,
            Pattern.CLOUDS,
            Pattern.CHECKS,
            Pattern.PEBBLES,
            Pattern.WOOD);
    Shape.Box below = new Shape.Box(w, (h - line) / 2, 0);
    canvas.paint(below, w / 2, (h + line) / 2, 0, materials.of(kind, ground), 1);
    canvas.fill(materials.sky(r.split("sky")));
  }

  private void house(SceneRandom r, double x, double line) {
    double half = r.between(0.08, 0.3) * canvas.heightPx();
    double tall = line * r.between(0.3, 0.95);
    Surface wall =
        materials.of(
            r.pick(Pattern.FACADE, Pattern.FACADE, Pattern.BRICKS, Pattern.ROUGH, Pattern.STRIPES),
            r);
    canvas.paint(new Shape.Box(half, tall / 2, 0), x, line - tall / 2, 0, wall, 1);
    if (r.chance(0.4)) {
      double[][] wires = {{-half * 4, -tall * 0.1, 0, 0}, {0, 0, half * 4, -tall * 0.15}};
      Shape wire = new Shape.Strokes(wires, r.between(0.4, 1));
      canvas.paint(wire, x, line - tall, 0, materials.plain(r), 1);
    }
  }

  private void tree(SceneRandom r, double x, double line) {
    double tall = line * r.between(0.25, 0.8);
    int bunches = r.intBetween(2, 6);
    Surface leaves = materials.of(Pattern.FOLIAGE, r);
    for (int i = 0; i < bunches; i++) {
      Shape bunch = Shape.Blob.random(r, tall * r.between(0.2, 0.4));
      double dx = 0.35 * tall * r.between(-1, 1);
      double dy = tall * r.between(0.5, 0.9);
      canvas.paint(bunch, x + dx, line - dy, r.angle(), leaves, r.between(1, 3));
    }
    Shape trunk = Shapes.branches(r, tall * 0.7);
    canvas.paint(trunk, x, line - 0.65 * tall, 0, materials.of(Pattern.WOOD, r), 1);
  }

  /** Upright boxes on boards: books, goods, doors. */
  private void shelf(SceneRandom r) {
    double h = canvas.heightPx();
    double w = canvas.widthPx();
    int boards = r.intBetween(1, 4);
    double pitch = h / boards;
    for (int b = 0; b < boards; b++) {
      SceneRandom row = r.split(b);
      double floor = (b + 0.95) * pitch;
      canvas.paint(
          new Shape.Box(w, 0.03 * pitch, 0), w / 2, floor, 0, materials.of(Pattern.WOOD, row), 1);
      double x = 0;
      for (int i = 0; x < w && i < 400; i++) {
        SceneRandom thing = row.split(i);
        double half = pitch * thing.logBetween(0.03, 0.2);
        double tall = pitch * thing.between(0.4, 0.85);
        Shape box = new Shape.Box(half, tall / 2, thing.chance(0.3) ? half * 0.4 : 0);
        double lean = thing.chance(0.15) ? 0.1 * thing.normal() : 0;
        if (thing.chance(0.4)) {
          Shape label = new Shape.Box(half * 0.7, tall * thing.between(0.05, 0.3), 0);
          canvas.paint(
              label, x + half, floor - tall * 0.6, lean, materials.of(Pattern.WRITING, thing), 1);
        }
        canvas.paint(box, x + half, floor - tall / 2, lean, materials.any(thing), 1);
        x += 2 * half + (thing.chance(0.2) ? pitch * 0.15 : 0.5);
      }
    }
    canvas.fill(materials.plain(r.split("wall")));
  }

  /** A few small sources of light or glints, brighter than the sensor can take. */
  private void lamps(SceneRandom r) {
    int count = r.intBetween(1, 14);
    double size = r.logBetween(0.8, 5);
    for (int i = 0; i < count; i++) {
      SceneRandom lamp = r.split(i);
      double radius = size * lamp.between(0.5, 1.5);
      Shape shape = new Shape.Ellipse(radius, radius * lamp.between(0.4, 1));
      double x = lamp.between(0, canvas.widthPx());
      double y = lamp.between(0, canvas.heightPx());
      canvas.paint(shape, x, y, lamp.angle(), materials.lamp(lamp), 1.2);
    }
  }
}
