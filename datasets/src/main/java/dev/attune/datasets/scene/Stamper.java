package dev.attune.datasets.scene;

/** Puts many small marks on a pair of fields, later ones over earlier ones. Not thread-safe. */
final class Stamper {
  private static final int MASK = Field.SIZE - 1;

  final Field tone;
  final Field shade;

  Stamper(Field tone, Field shade) {
    this.tone = tone;
    this.shade = shade;
  }

  /**
   * A leaf: two arcs that meet in points, darker along its middle and towards one side. Lengths in
   * samples.
   */
  void leaf(
      double cx, double cy, double angle, double length, double width, double t, double light) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    int reach = (int) length + 2;
    for (int y = (int) cy - reach; y <= (int) cy + reach; y++) {
      for (int x = (int) cx - reach; x <= (int) cx + reach; x++) {
        double u = ((x + 0.5 - cx) * cos + (y + 0.5 - cy) * sin) / length;
        double v = ((y + 0.5 - cy) * cos - (x + 0.5 - cx) * sin) / width;
        if (u * u >= 1 || Math.abs(v) >= 1 - u * u) {
          continue;
        }
        int i = (y & MASK) * Field.SIZE + (x & MASK);
        double rib = Math.abs(v) < 0.12 ? 0.8 : 1;
        tone.data[i] = (float) (t + 0.08 * v);
        shade.data[i] = (float) (light * rib * (1 + 0.25 * v));
      }
    }
  }

  /** A stroke with round ends of a given half width. Lengths in samples. */
  void stroke(
      double x0, double y0, double x1, double y1, double halfWidth, double t, double light) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length2 = Math.max(1e-9, dx * dx + dy * dy);
    double h2 = halfWidth * halfWidth;
    int left = (int) Math.floor(Math.min(x0, x1) - halfWidth - 1);
    int right = (int) Math.ceil(Math.max(x0, x1) + halfWidth + 1);
    int top = (int) Math.floor(Math.min(y0, y1) - halfWidth - 1);
    int bottom = (int) Math.ceil(Math.max(y0, y1) + halfWidth + 1);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double px = x + 0.5 - x0;
        double py = y + 0.5 - y0;
        double along = Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
        double ox = px - along * dx;
        double oy = py - along * dy;
        if (ox * ox + oy * oy < h2) {
          int i = (y & MASK) * Field.SIZE + (x & MASK);
          tone.data[i] = (float) t;
          shade.data[i] = (float) light;
        }
      }
    }
  }

  /** A ball or pebble lit from above left; {@code flatness} 1 = a disc. Lengths in samples. */
  void pebble(double cx, double cy, double angle, double rx, double ry, double t, double flatness) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    int reach = (int) Math.max(rx, ry) + 2;
    for (int y = (int) cy - reach; y <= (int) cy + reach; y++) {
      for (int x = (int) cx - reach; x <= (int) cx + reach; x++) {
        double dx = x + 0.5 - cx;
        double dy = y + 0.5 - cy;
        double u = (dx * cos + dy * sin) / rx;
        double v = (dy * cos - dx * sin) / ry;
        double d2 = u * u + v * v;
        if (d2 >= 1) {
          continue;
        }
        double lit = 0.75 - 0.35 * (dx / rx + dy / ry) - 0.35 * d2 * d2;
        int i = (y & MASK) * Field.SIZE + (x & MASK);
        tone.data[i] = (float) t;
        shade.data[i] = (float) (flatness + (1 - flatness) * Math.max(0.2, lit));
      }
    }
  }
}
