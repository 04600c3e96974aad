package dev.attune.datasets.scene;

/** Draws outlines at random. */
final class Shapes {
  private Shapes() {}

  /** Any outline that about fills a circle of this radius. */
  static Shape any(SceneRandom r, double radius) {
    return switch (r.intBetween(0, 6)) {
      case 0 -> new Shape.Ellipse(radius, radius * r.between(0.35, 1));
      case 1, 2 -> box(r, radius);
      case 3 -> Shape.Polygon.around(r, r.intBetween(3, 7), radius, radius, 0.9);
      case 4 -> {
        int points = r.intBetween(4, 8);
        yield Shape.Polygon.around(r, 2 * points, radius, radius * r.between(0.35, 0.7), 0.1);
      }
      default -> Shape.Blob.random(r, radius);
    };
  }

  /** A rectangle, its corners sharp or round. */
  static Shape box(SceneRandom r, double radius) {
    double hx = radius * r.between(0.5, 0.9);
    double hy = radius * r.between(0.3, 0.9);
    double round = r.chance(0.5) ? 0 : Math.min(hx, hy) * r.between(0.1, 0.9);
    return new Shape.Box(hx, hy, round);
  }

  /** A bare tree or a bundle of wires. */
  static Shape branches(SceneRandom r, double radius) {
    int count = r.intBetween(3, 9);
    double[][] lines = new double[count][];
    lines[0] = new double[] {0, radius, r.between(-0.1, 0.1) * radius, -0.3 * radius};
    for (int i = 1; i < count; i++) {
      double[] from = lines[r.intBetween(0, i - 1)];
      double at = r.between(0.4, 1);
      double x = from[0] + at * (from[2] - from[0]);
      double y = from[1] + at * (from[3] - from[1]);
      double a = -Math.PI / 2 + r.between(-1.3, 1.3);
      double length = radius * r.between(0.25, 0.7);
      double x1 = x + length * StrictMath.cos(a);
      double y1 = y + length * StrictMath.sin(a);
      lines[i] = new double[] {x, y, x1, y1};
    }
    return new Shape.Strokes(lines, Math.max(0.5, radius * r.between(0.012, 0.05)));
  }

  /** A letter of a made-up alphabet. */
  static Shape letter(SceneRandom r, Glyphs alphabet, double halfHeight) {
    double[][] unit = alphabet.any(r);
    double[][] lines = new double[unit.length][];
    double halfWidth = 0.6 * halfHeight;
    for (int i = 0; i < unit.length; i++) {
      double[] u = unit[i];
      lines[i] =
          new double[] {
            (2 * u[0] - 1) * halfWidth,
            (2 * u[1] - 1) * halfHeight,
            (2 * u[2] - 1) * halfWidth,
            (2 * u[3] - 1) * halfHeight
          };
    }
    return new Shape.Strokes(lines, Math.max(0.6, halfHeight * r.between(0.08, 0.22)));
  }
}
