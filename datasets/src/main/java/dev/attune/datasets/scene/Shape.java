package dev.attune.datasets.scene;

/** An outline around the origin, in pixels. Immutable. */
sealed interface Shape {
  /** Signed distance to the outline in pixels, negative inside; exact near the outline. */
  double distance(double x, double y);

  /** Radius of a circle around the origin that holds the shape. */
  double reach();

  /** With half axes {@code rx} and {@code ry}. */
  record Ellipse(double rx, double ry) implements Shape {
    @Override
    public double distance(double x, double y) {
      double ux = x / rx;
      double uy = y / ry;
      double k = Math.sqrt(ux * ux + uy * uy);
      if (k < 1e-6) {
        return -Math.min(rx, ry);
      }
      double gx = ux / rx;
      double gy = uy / ry;
      return k * (k - 1) / Math.sqrt(gx * gx + gy * gy);
    }

    @Override
    public double reach() {
      return Math.max(rx, ry);
    }
  }

  /** With half sides {@code hx} and {@code hy} and corners of radius {@code round}. */
  record Box(double hx, double hy, double round) implements Shape {
    @Override
    public double distance(double x, double y) {
      double dx = Math.abs(x) - hx + round;
      double dy = Math.abs(y) - hy + round;
      double ox = Math.max(dx, 0);
      double oy = Math.max(dy, 0);
      return Math.sqrt(ox * ox + oy * oy) + Math.min(Math.max(dx, dy), 0) - round;
    }

    @Override
    public double reach() {
      return Math.sqrt(hx * hx + hy * hy);
    }
  }

  /** With these corners in order, not crossing itself. */
  @SuppressWarnings("ArrayRecordComponent") // never handed out
  record Polygon(double[] xs, double[] ys) implements Shape {
    /** {@code corners} points at alternating radii: a star, or a polygon where both are equal. */
    static Polygon around(
        SceneRandom r, int corners, double outer, double inner, double irregular) {
      double[] xs = new double[corners];
      double[] ys = new double[corners];
      double start = r.angle();
      for (int i = 0; i < corners; i++) {
        double a = start + (i + 0.5 * irregular * r.between(-1, 1)) * 2 * Math.PI / corners;
        double radius = ((i & 1) == 0 ? outer : inner) * (1 - 0.4 * irregular * r.unit());
        xs[i] = radius * StrictMath.cos(a);
        ys[i] = radius * StrictMath.sin(a);
      }
      return new Polygon(xs, ys);
    }

    @Override
    public double distance(double x, double y) {
      double best = Double.MAX_VALUE;
      boolean inside = false;
      for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
        double ex = xs[j] - xs[i];
        double ey = ys[j] - ys[i];
        double px = x - xs[i];
        double py = y - ys[i];
        double along = Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey)));
        double ox = px - along * ex;
        double oy = py - along * ey;
        best = Math.min(best, ox * ox + oy * oy);
        if ((ys[i] > y) != (ys[j] > y) && x < ex * (y - ys[i]) / ey + xs[i]) {
          inside = !inside;
        }
      }
      return inside ? -Math.sqrt(best) : Math.sqrt(best);
    }

    @Override
    public double reach() {
      double best = 0;
      for (int i = 0; i < xs.length; i++) {
        best = Math.max(best, xs[i] * xs[i] + ys[i] * ys[i]);
      }
      return Math.sqrt(best);
    }
  }

  /** A smooth closed curve: radius {@code base} plus a few waves around the circle, tabulated. */
  @SuppressWarnings("ArrayRecordComponent") // never handed out
  record Blob(float[] radii, double reach) implements Shape {
    private static final int STEPS = 256;

    static Blob random(SceneRandom r, double base) {
      double[] amplitude = new double[6];
      double[] phase = new double[6];
      double total = 1;
      for (int k = 0; k < 6; k++) {
        amplitude[k] = r.between(0, 0.35) / (k + 1);
        phase[k] = r.angle();
        total += amplitude[k];
      }
      float[] radii = new float[STEPS + 1];
      double reach = 0;
      for (int i = 0; i < STEPS; i++) {
        double radius = 1;
        for (int k = 0; k < 6; k++) {
          double turn = 2 * Math.PI * i / STEPS * (k + 2) + phase[k];
          radius += amplitude[k] * StrictMath.sin(turn);
        }
        radii[i] = (float) (base * Math.max(0.2, radius) / total);
        reach = Math.max(reach, radii[i]);
      }
      radii[STEPS] = radii[0];
      return new Blob(radii, reach);
    }

    @Override
    public double distance(double x, double y) {
      double rho = Math.sqrt(x * x + y * y);
      if (rho >= reach + 2) {
        return rho - reach;
      }
      double at = (StrictMath.atan2(y, x) / (2 * Math.PI) + 0.5) * STEPS;
      int i = Math.min(STEPS - 1, (int) at);
      double slope = (radii[i + 1] - radii[i]) * STEPS / (2 * Math.PI);
      double radius = radii[i] + (at - i) * (radii[i + 1] - radii[i]);
      // The outline leans by slope / radius against a circle, which shortens the way to it.
      double lean = slope / radius;
      return (rho - radius) / Math.sqrt(1 + lean * lean);
    }
  }

  /**
   * Everything below a wavy line; {@code heights} above the origin at steps of {@code pitch} from
   * {@code -pitch * (n - 1) / 2} on.
   */
  @SuppressWarnings("ArrayRecordComponent") // never handed out
  record Skyline(float[] heights, double pitch) implements Shape {
    /** Hills over {@code width} pixels of about this height; {@code rough} 0..1. */
    static Skyline random(SceneRandom r, double width, double height, double rough) {
      int n = Math.max(8, (int) (width / 2));
      float[] heights = new float[n + 1];
      int first = r.intBetween(1, 3);
      for (int k = 0; k < 7; k++) {
        double amplitude = height * (k == 0 ? 0.4 : 0.3 * StrictMath.pow(0.35 + 0.3 * rough, k));
        double phase = r.angle();
        int waves = (first << k) + (k == 0 ? 0 : r.intBetween(0, 1));
        for (int i = 0; i <= n; i++) {
          double turn = 2 * Math.PI * waves * i / n + phase;
          heights[i] += (float) (amplitude * StrictMath.sin(turn));
        }
      }
      for (int i = 0; i <= n; i++) {
        heights[i] += (float) (0.6 * height);
      }
      return new Skyline(heights, width / n);
    }

    @Override
    public double distance(double x, double y) {
      double at = x / pitch + 0.5 * (heights.length - 1);
      int i = (int) Math.max(0, Math.min(heights.length - 2, at));
      double slope = heights[i + 1] - heights[i];
      double above = -y - (heights[i] + (at - i) * slope);
      double lean = slope / pitch;
      return above / Math.sqrt(1 + lean * lean);
    }

    @Override
    public double reach() {
      double highest = 0;
      for (float h : heights) {
        highest = Math.max(highest, Math.abs(h));
      }
      double half = 0.5 * pitch * (heights.length - 1);
      return Math.sqrt(half * half + highest * highest);
    }
  }

  /** Lines {x0, y0, x1, y1} with round ends and a common half width. */
  @SuppressWarnings("ArrayRecordComponent") // never handed out
  record Strokes(double[][] lines, double halfWidth) implements Shape {
    @Override
    public double distance(double x, double y) {
      double best = Double.MAX_VALUE;
      for (double[] l : lines) {
        double dx = l[2] - l[0];
        double dy = l[3] - l[1];
        double px = x - l[0];
        double py = y - l[1];
        double length2 = dx * dx + dy * dy;
        double along = length2 == 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
        double ox = px - along * dx;
        double oy = py - along * dy;
        best = Math.min(best, ox * ox + oy * oy);
      }
      return Math.sqrt(best) - halfWidth;
    }

    @Override
    public double reach() {
      double best = 0;
      for (double[] l : lines) {
        best = Math.max(best, Math.max(l[0] * l[0] + l[1] * l[1], l[2] * l[2] + l[3] * l[3]));
      }
      return Math.sqrt(best) + halfWidth;
    }
  }
}
