package dev.attune.datasets.scene;

/** Paints a thing that moves: a transparent canvas with the thing in its middle. */
final class Prop {
  private final Canvas canvas;
  private final Materials materials;
  private final double cx;
  private final double cy;
  private final double radius;

  private Prop(double radius, double density, Materials materials, double softPx) {
    int side = 2 * (int) Math.ceil((radius * 1.1 + 2 + 3 * softPx) * density) + 2;
    this.canvas = new Canvas(side, side, density, Border.EMPTY);
    this.cx = canvas.widthPx() / 2;
    this.cy = canvas.heightPx() / 2;
    this.materials = materials;
    this.radius = radius;
  }

  /**
   * A thing of this radius in pixels, at {@code density} texels a pixel, with points drawn as
   * Gaussians of deviation {@code softPx}.
   */
  static Canvas paint(
      SceneRandom r, Materials materials, double radius, double density, double softPx) {
    Prop p = new Prop(radius, density, materials, softPx);
    switch (r.intBetween(0, 9)) {
      case 0, 1 -> p.sign(r);
      case 2, 3 -> p.figure(r);
      case 4 -> p.ball(r);
      case 5 -> p.bush(r);
      case 6 -> p.branch(r);
      default -> p.outline(r);
    }
    p.canvas.illuminate(r.logBetween(0.6, 1.4), 0, 0, r.between(0, 0.25), r.angle());
    p.canvas.soften(softPx);
    return p.canvas;
  }

  private void outline(SceneRandom r) {
    if (r.chance(0.4)) {
      int marks = r.intBetween(1, 5);
      for (int i = 0; i < marks; i++) {
        Shape mark = Shapes.any(r, radius * r.between(0.06, 0.25));
        double a = r.angle();
        double away = radius * r.between(0, 0.35);
        put(mark, away * StrictMath.cos(a), away * StrictMath.sin(a), r.angle(), 1, r);
      }
    }
    double edge = r.chance(0.8) ? 1 : r.between(1.5, 0.25 * radius + 1.6);
    canvas.paint(Shapes.any(r, radius * 0.95), cx, cy, r.angle(), materials.any(r), edge);
  }

  private void put(Shape shape, double dx, double dy, double angle, double edge, SceneRandom r) {
    canvas.paint(shape, cx + dx, cy + dy, angle, materials.any(r), edge);
  }

  /** A board with letters. */
  private void sign(SceneRandom r) {
    double hx = radius * r.between(0.6, 0.85);
    double hy = radius * r.between(0.25, 0.5);
    int lines = r.intBetween(1, 3);
    double half = hy / lines * r.between(0.45, 0.7);
    Glyphs alphabet = new Glyphs(r.split("alphabet"));
    Surface ink = materials.bold(r.split("ink"));
    for (int line = 0; line < lines; line++) {
      double y = hy * ((2.0 * line + 1) / lines - 1);
      for (double x = -hx + half; x < hx - half; x += half * 1.9) {
        if (!r.chance(0.15)) {
          canvas.paint(Shapes.letter(r, alphabet, half), cx + x, cy + y, 0, ink, 1);
        }
      }
    }
    double round = r.chance(0.5) ? 0 : hy * 0.3;
    Shape board = new Shape.Box(hx, hy, round);
    canvas.paint(board, cx, cy, 0, r.chance(0.7) ? materials.bold(r) : materials.any(r), 1);
    if (r.chance(0.5)) {
      put(new Shape.Box(hx + 2, hy + 2, round), 0, 0, 0, 1, r);
    }
  }

  /** Somebody: head, body, limbs. */
  private void figure(SceneRandom r) {
    double u = radius / 4;
    Surface skin = materials.plain(r.split("skin"));
    double swing = r.between(0.2, 1);
    canvas.paint(new Shape.Ellipse(0.5 * u, 0.62 * u), cx, cy - 3.1 * u, 0, skin, 1);
    double[][] arms = {
      {-0.8 * u, -2.1 * u, -1.4 * u * swing, -0.3 * u},
      {0.8 * u, -2.1 * u, 1.4 * u, (-2.6 + 2 * swing) * u}
    };
    canvas.paint(new Shape.Strokes(arms, 0.28 * u), cx, cy, 0, materials.any(r), 1);
    canvas.paint(
        new Shape.Box(0.9 * u, 1.3 * u, 0.5 * u), cx, cy - 1.2 * u, 0, materials.any(r), 1);
    double[][] legs = {
      {-0.45 * u, 0.1 * u, (-0.4 - 0.8 * swing) * u, 3.6 * u},
      {0.45 * u, 0.1 * u, (0.3 + 0.6 * swing) * u, 3.6 * u}
    };
    canvas.paint(new Shape.Strokes(legs, 0.36 * u), cx, cy, 0, materials.any(r), 1);
  }

  /** A round thing, lit from one side. */
  private void ball(SceneRandom r) {
    double size = radius * 0.95;
    Shape glint = new Shape.Ellipse(size * 0.12, size * 0.08);
    if (r.chance(0.6)) {
      canvas.paint(glint, cx - 0.4 * size, cy - 0.4 * size, 0.8, materials.lamp(r), size * 0.1 + 1);
    }
    canvas.shadow(
        new Shape.Ellipse(size, size), cx + 0.5 * size, cy + 0.6 * size, 0, 0.6, size * 0.7);
    canvas.paint(new Shape.Ellipse(size, size), cx, cy, 0, materials.any(r), 1);
  }

  /** A loose bunch of leaves. */
  private void bush(SceneRandom r) {
    int leaves = r.intBetween(12, 50);
    double length = radius * r.between(0.12, 0.3);
    Surface[] greens = {
      materials.of(Pattern.FOLIAGE, r), materials.plain(r), materials.of(Pattern.GRASS, r)
    };
    for (int i = 0; i < leaves; i++) {
      double a = r.angle();
      double away = (radius - length) * Math.sqrt(r.unit());
      Shape leaf = new Shape.Ellipse(length, length * r.between(0.25, 0.6));
      double x = cx + away * StrictMath.cos(a);
      double y = cy + away * StrictMath.sin(a);
      canvas.paint(leaf, x, y, r.angle(), greens[i % greens.length], 1);
      canvas.shadow(leaf, x, y + 0.3 * length, a, 0.3, 1 + 0.2 * length);
    }
  }

  private void branch(SceneRandom r) {
    put(Shapes.branches(r, radius * 0.75), 0, 0, r.angle(), 1, r);
  }
}
