package dev.attune.datasets.scene;

/**
 * Dead leaves (Matheron 1968; Lee, Mumford, Huang 2001): shapes over shapes whose sizes follow a
 * power law, which gives pictures the statistics of natural ones.
 */
final class DeadLeaves {
  private static final int MOST = 4000;

  private DeadLeaves() {}

  /**
   * Fills a canvas.
   *
   * @param cover area of all shapes over that of the canvas
   * @param scale size of the place that the canvas shows a part of, against the canvas
   */
  static void paint(Canvas canvas, Materials materials, SceneRandom r, double cover, double scale) {
    double smallest = r.logBetween(2.5, 12);
    double view = Math.min(canvas.widthPx(), canvas.heightPx());
    double largest = r.between(0.3, 0.6) * view * scale;
    double exponent = r.between(1.2, 3.2);
    double area = cover * canvas.widthPx() * canvas.heightPx();
    boolean shadows = r.chance(0.5);
    double shadowX = r.between(-0.3, 0.3);
    double shadowY = r.between(0, 0.35);
    double turned = r.chance(0.4) ? 0.03 : 4;
    int kinds = r.intBetween(3, 12);
    SceneRandom repeated = r.split("material");
    for (int i = 0; area > 0 && i < MOST; i++) {
      SceneRandom leaf = r.split(i);
      double radius = powerLaw(leaf, smallest, largest, exponent);
      Shape shape = Shapes.any(leaf, radius);
      double x = leaf.between(0, canvas.widthPx());
      double y = leaf.between(0, canvas.heightPx());
      double angle = turned * leaf.normal();
      // A few materials are used again and again, as in a real place.
      boolean again = leaf.chance(0.5);
      SceneRandom material = again ? repeated.split(leaf.intBetween(0, kinds - 1)) : leaf;
      Surface surface = materials.any(material);
      double edge = leaf.chance(0.85) ? 1 : leaf.between(1, Math.max(1.5, 0.4 * radius));
      canvas.paint(shape, x, y, angle, surface, edge);
      if (shadows && radius > 5) {
        canvas.shadow(
            shape, x + shadowX * radius, y + shadowY * radius, angle, 0.45, 1 + 0.2 * radius);
      }
      area -= 2 * Math.min(radius * radius, view * view);
    }
    canvas.fill(materials.any(r.split("ground")));
  }

  private static double powerLaw(SceneRandom r, double low, double high, double exponent) {
    double k = 1 - exponent;
    double a = StrictMath.pow(low, k);
    double b = StrictMath.pow(high, k);
    return StrictMath.pow(a + (b - a) * r.unit(), 1 / k);
  }
}
