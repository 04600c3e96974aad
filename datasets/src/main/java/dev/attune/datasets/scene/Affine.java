package dev.attune.datasets.scene;

/**
 * The map x' = a x + b y + c, y' = d x + e y + f.
 *
 * @param a of x to x'
 * @param b of y to x'
 * @param c added to x'
 * @param d of x to y'
 * @param e of y to y'
 * @param f added to y'
 */
record Affine(double a, double b, double c, double d, double e, double f) {
  /** Turned by {@code angle}, scaled, then shifted. */
  static Affine of(double angle, double scale, double shiftX, double shiftY) {
    double cos = StrictMath.cos(angle) * scale;
    double sin = StrictMath.sin(angle) * scale;
    return new Affine(cos, -sin, shiftX, sin, cos, shiftY);
  }

  /** First {@code other}, then this. */
  Affine after(Affine other) {
    return new Affine(
        a * other.a + b * other.d,
        a * other.b + b * other.e,
        a * other.c + b * other.f + c,
        d * other.a + e * other.d,
        d * other.b + e * other.e,
        d * other.c + e * other.f + f);
  }

  /** The map back. */
  Affine inverse() {
    double det = a * e - b * d;
    double ia = e / det;
    double ib = -b / det;
    double id = -d / det;
    double ie = a / det;
    return new Affine(ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f));
  }

  double x(double x, double y) {
    return a * x + b * y + c;
  }

  double y(double x, double y) {
    return d * x + e * y + f;
  }

  /** The factor by which lengths grow. */
  double scale() {
    return Math.sqrt(Math.abs(a * e - b * d));
  }
}
