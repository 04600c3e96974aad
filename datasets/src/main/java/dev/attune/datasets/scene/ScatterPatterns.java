package dev.attune.datasets.scene;

/** Textures of many marks: leaves, grass, writing, pebbles, broken surfaces. */
final class ScatterPatterns {
  private static final int SIZE = Field.SIZE;

  private ScatterPatterns() {}

  /** Leaves over leaves, the lower ones in the dark. */
  static Tile foliage(SceneRandom r) {
    double length = r.logBetween(6, 34);
    double aspect = r.between(0.3, 0.8);
    int count = (int) Math.min(9000, 6.0 * SIZE * SIZE / (length * length * aspect * 2.7));
    Field depth = Field.fractal(r.split("depth"), 3, 4, 0.5);
    Stamper s = new Stamper(Field.constant(0.05), Field.constant(0.3));
    double main = r.angle();
    double spread = r.between(0.4, 3.2);
    for (int i = 0; i < count; i++) {
      double x = r.between(0, SIZE);
      double y = r.between(0, SIZE);
      double height = (double) i / count;
      double size = length * r.between(0.6, 1.2);
      double patch = depth.at(x / SIZE, y / SIZE);
      double tone = Math.min(1, Math.max(0, 0.6 * patch + 0.4 * r.unit()));
      double light = 0.35 + 0.8 * height * (0.5 + 0.5 * r.unit());
      s.leaf(x, y, main + spread * r.between(-1, 1), size, size * aspect, tone, light);
    }
    return new Tile(s.tone, s.shade);
  }

  /** Blades or hairs, mostly of one direction. */
  static Tile grass(SceneRandom r) {
    double length = r.between(14, 60);
    double half = r.between(0.7, 2.2);
    double main = r.angle();
    double spread = r.between(0.1, 0.9);
    int count = (int) Math.min(12000, 3.0 * SIZE * SIZE / (length * half * 2));
    Field patch = Field.fractal(r.split("patch"), 3, 4, 0.5);
    Stamper s = new Stamper(Field.constant(0.1), Field.constant(0.45));
    for (int i = 0; i < count; i++) {
      double x = r.between(0, SIZE);
      double y = r.between(0, SIZE);
      double a = main + spread * r.normal();
      double l = length * r.between(0.5, 1.2);
      double light = 0.45 + 0.7 * i / count * r.between(0.6, 1.1);
      double tone = Math.min(1, 0.6 * patch.at(x / SIZE, y / SIZE) + 0.4 * r.unit());
      s.stroke(x, y, x + l * StrictMath.cos(a), y + l * StrictMath.sin(a), half, tone, light);
    }
    return new Tile(s.tone, s.shade);
  }

  /** Lines of made-up writing on paper or a sign. */
  static Tile writing(SceneRandom r) {
    int lines = r.intBetween(5, 22);
    double pitch = (double) SIZE / lines;
    double high = pitch * r.between(0.4, 0.7);
    double half = Math.max(0.9, high * r.between(0.05, 0.11));
    boolean darkInk = r.chance(0.75);
    double ink = darkInk ? 0.02 : 0.95;
    Field grain = Field.fractal(r.split("grain"), 6, 6, 0.7);
    Stamper s =
        new Stamper(Field.constant(darkInk ? 0.95 : 0.05), grain.mapped(v -> 0.93 + 0.12 * v));
    Glyphs glyphs = new Glyphs(r.split("alphabet"));
    for (int line = 0; line < lines; line++) {
      SceneRandom row = r.split(line);
      if (row.chance(0.12)) {
        continue;
      }
      double top = (line + 0.5) * pitch - high / 2;
      double end = SIZE * (row.chance(0.25) ? row.between(0.3, 0.9) : 0.97);
      double tone = row.chance(0.15) ? row.unit() : ink;
      double x = pitch * 0.4;
      while (x < end - high) {
        double wide = high * row.between(0.45, 0.75);
        for (double[] g : glyphs.any(row)) {
          s.stroke(
              x + g[0] * wide,
              top + g[1] * high,
              x + g[2] * wide,
              top + g[3] * high,
              half,
              tone,
              1);
        }
        x += wide + high * (row.chance(0.18) ? 0.7 : 0.22);
      }
    }
    return new Tile(s.tone, s.shade);
  }

  /** Gravel, coins, berries: round things packed over each other. */
  static Tile pebbles(SceneRandom r) {
    double radius = r.logBetween(7, 40);
    double flatness = r.chance(0.3) ? 1 : r.between(0, 0.6);
    int count = (int) Math.min(6000, 2.2 * SIZE * SIZE / (radius * radius * 2));
    Stamper s = new Stamper(Field.constant(r.unit()), Field.constant(0.35));
    for (int i = 0; i < count; i++) {
      double size = radius * r.between(0.45, 1.1);
      s.pebble(
          r.between(0, SIZE),
          r.between(0, SIZE),
          r.angle(),
          size,
          size * r.between(0.6, 1),
          r.unit(),
          flatness);
    }
    return new Tile(s.tone, s.shade);
  }

  /** Plates of one tone each around scattered points (Voronoi), with or without cracks. */
  static Tile mosaic(SceneRandom r) {
    int n = r.intBetween(4, 22);
    double[] cx = new double[n * n];
    double[] cy = new double[n * n];
    double[] tones = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      cx[i] = r.unit();
      cy[i] = r.unit();
      tones[i] = r.unit();
    }
    double crack = r.chance(0.5) ? r.between(0.02, 0.12) : 0;
    Field noise = Field.fractal(r.split("noise"), 4, 6, 0.7);
    double rough = r.between(0, 0.5);
    Field tone = new Field();
    Field shade = noise.mapped(v -> 1 + rough * (v - 0.5));
    for (int py = 0; py < SIZE; py++) {
      for (int px = 0; px < SIZE; px++) {
        double x = (px + 0.5) / SIZE * n;
        double y = (py + 0.5) / SIZE * n;
        double first = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        int nearest = 0;
        for (int v = (int) y - 1; v <= (int) y + 1; v++) {
          for (int u = (int) x - 1; u <= (int) x + 1; u++) {
            int k = Math.floorMod(v, n) * n + Math.floorMod(u, n);
            double dx = u + cx[k] - x;
            double dy = v + cy[k] - y;
            double d = dx * dx + dy * dy;
            if (d < first) {
              second = first;
              first = d;
              nearest = k;
            } else if (d < second) {
              second = d;
            }
          }
        }
        int i = py * SIZE + px;
        boolean gap = Math.sqrt(second) - Math.sqrt(first) < crack;
        tone.data[i] = (float) (gap ? 0 : 0.15 + 0.85 * tones[nearest]);
      }
    }
    return new Tile(tone, shade);
  }

  /** Strokes and flakes of all directions: litter, bark, paint. */
  static Tile confetti(SceneRandom r) {
    int count = r.intBetween(60, 900);
    double size = 260 / Math.sqrt(count);
    Field ground = Field.fractal(r.split("ground"), 2, 6, 0.55);
    Stamper s = new Stamper(ground.mapped(v -> 0.5 * v), Field.constant(1));
    for (int i = 0; i < count; i++) {
      double x = r.between(0, SIZE);
      double y = r.between(0, SIZE);
      double a = r.angle();
      double l = size * r.between(0.1, 1.3);
      double half = Math.max(1, size * r.between(0.05, 0.4));
      double light = r.between(0.6, 1.2);
      s.stroke(x, y, x + l * StrictMath.cos(a), y + l * StrictMath.sin(a), half, r.unit(), light);
    }
    return new Tile(s.tone, s.shade);
  }
}
