package dev.attune.datasets.scene;

/** Textures on a grid: stripes, cloth, walls, windows. */
final class GridPatterns {
  private GridPatterns() {}

  /** Bands of different widths and tones, their borders straight or wavering. */
  static Tile stripes(SceneRandom r) {
    int count = r.intBetween(4, 28);
    double[] border = new double[count + 1];
    double[] tone = new double[count];
    double regular = r.chance(0.4) ? 0 : r.between(0.1, 0.8);
    for (int i = 0; i < count; i++) {
      border[i + 1] = border[i] + 1 + regular * r.between(-1, 1);
      tone[i] = regular == 0 ? (i & 1) : r.unit();
    }
    Field wave = Field.fractal(r.split("wave"), r.intBetween(1, 4), 4, 0.5);
    double bend = r.chance(0.5) ? 0 : r.between(0.005, 0.08);
    Field field =
        Field.of(
            (x, y) -> {
              double at = fraction(y + bend * wave.at(x, y)) * border[count];
              int i = 0;
              while (i < count - 1 && border[i + 1] <= at) {
                i++;
              }
              return tone[i];
            });
    return new Tile(field, worn(r, 0.25));
  }

  /** Crossing translucent bands, as of shirts and blankets. */
  static Tile plaid(SceneRandom r) {
    double[] across = bands(r.split("across"));
    double[] along = bands(r.split("along"));
    Field tone =
        Field.of(
            (x, y) ->
                0.5 * across[(int) (x * across.length)] + 0.5 * along[(int) (y * along.length)]);
    int threads = r.intBetween(60, 120);
    Field shade =
        Field.of(
            (x, y) -> {
              boolean over = (((int) (x * threads) + (int) (y * threads)) & 1) == 0;
              return over ? 1.05 : 0.9;
            });
    return new Tile(tone, shade);
  }

  private static double[] bands(SceneRandom r) {
    double[] bands = new double[r.intBetween(16, 48)];
    double tone = r.unit();
    for (int i = 0; i < bands.length; i++) {
      if (r.chance(0.3)) {
        tone = r.unit();
      }
      bands[i] = tone;
    }
    return bands;
  }

  /** A chequered floor, worn a little. */
  static Tile checks(SceneRandom r) {
    int n = 2 * r.intBetween(2, 10);
    Field noise = Field.fractal(r.split("noise"), 4, 6, 0.6);
    double dirt = r.between(0, 0.4);
    Field tone =
        Field.of(
            (x, y) -> {
              int parity = ((int) (x * n) + (int) (y * n)) & 1;
              return (1 - dirt) * parity + dirt * noise.at(x, y);
            });
    return new Tile(tone, worn(r, 0.2));
  }

  /** Bricks, paving stones or bathroom tiles with mortar, every stone of its own tone. */
  static Tile bricks(SceneRandom r) {
    int rows = r.intBetween(4, 16);
    int columns = Math.max(2, rows / r.intBetween(1, 3));
    double shift = r.pick(0.0, 0.5, 0.5, 0.25);
    double mortar = r.between(0.03, 0.1) * (double) columns / rows;
    double[] stones = new double[rows * columns];
    for (int i = 0; i < stones.length; i++) {
      stones[i] = r.between(0.35, 1);
    }
    Field noise = Field.fractal(r.split("noise"), 8, 6, 0.75);
    // A light from above left: borders of a stone are brighter on one side.
    Field shade = new Field();
    Field tone = new Field();
    for (int py = 0; py < Field.SIZE; py++) {
      for (int px = 0; px < Field.SIZE; px++) {
        double y = (py + 0.5) / Field.SIZE * rows;
        int row = (int) y;
        double x = fraction((px + 0.5) / Field.SIZE + shift * row / columns) * columns;
        int column = (int) x;
        double fx = x - column;
        double fy = y - row;
        double edge = Math.min(Math.min(fx, 1 - fx), Math.min(fy, 1 - fy) * columns / rows);
        int i = py * Field.SIZE + px;
        float n = noise.data[i];
        boolean joint = edge < mortar;
        tone.data[i] =
            (float) (joint ? 0.1 + 0.15 * n : 0.75 * stones[row * columns + column] + 0.25 * n);
        double rim = edge < 1.8 * mortar ? (fx < 0.5 && fy < 0.9 ? 1.1 : 0.85) : 1;
        shade.data[i] = (float) (joint ? 0.8 : rim * (0.85 + 0.3 * n));
      }
    }
    return new Tile(tone, shade);
  }

  /** Threads over and under each other. */
  static Tile weave(SceneRandom r) {
    int n = 2 * r.intBetween(8, 40);
    int step = r.intBetween(1, 2);
    Field noise = Field.fractal(r.split("noise"), 3, 5, 0.6);
    Field shade = new Field();
    Field tone = new Field();
    for (int py = 0; py < Field.SIZE; py++) {
      for (int px = 0; px < Field.SIZE; px++) {
        double x = (px + 0.5) / Field.SIZE * n;
        double y = (py + 0.5) / Field.SIZE * n;
        boolean warp = ((((int) x) / step + ((int) y) / step) & 1) == 0;
        double across = warp ? x - (int) x : y - (int) y;
        double along = warp ? y - (int) y : x - (int) x;
        double round = 4 * across * (1 - across);
        int i = py * Field.SIZE + px;
        tone.data[i] = (float) ((warp ? 0.7 : 0.3) + 0.3 * (noise.data[i] - 0.5));
        shade.data[i] = (float) (0.45 + 0.5 * round + 0.2 * along * (1 - along));
      }
    }
    return new Tile(tone, shade);
  }

  /** Windows of a building: dark or lit panes in frames. */
  static Tile facade(SceneRandom r) {
    int rows = r.intBetween(3, 9);
    int columns = r.intBetween(3, 9);
    double paneWidth = r.between(0.4, 0.85);
    double paneHeight = r.between(0.45, 0.85);
    int bars = r.intBetween(0, 2);
    double[] pane = new double[rows * columns];
    for (int i = 0; i < pane.length; i++) {
      pane[i] = r.chance(0.15) ? r.between(0.8, 1) : r.between(0, 0.35);
    }
    Field wall = Field.fractal(r.split("wall"), 8, 6, 0.7);
    Field tone =
        Field.of(
            (x, y) -> {
              int row = (int) (y * rows);
              int column = (int) (x * columns);
              double fx = (x * columns - column - 0.5) / paneWidth + 0.5;
              double fy = (y * rows - row - 0.5) / paneHeight + 0.5;
              if (fx < 0 || fx >= 1 || fy < 0 || fy >= 1) {
                return 0.55 + 0.2 * wall.at(x, y) + (fy > 1.05 && fy < 1.15 ? 0.2 : 0);
              }
              double bar = fraction(fx * (bars + 1));
              boolean frame = Math.min(Math.min(fx, 1 - fx), Math.min(fy, 1 - fy)) < 0.05;
              boolean cross = bars > 0 && Math.min(bar, 1 - bar) < 0.04 * (bars + 1);
              return frame || cross ? 0.9 : pane[row * columns + column] * (1.1 - 0.3 * fy);
            });
    return new Tile(tone, worn(r, 0.15));
  }

  /** Spots in rows, regular or jittered. */
  static Tile dots(SceneRandom r) {
    int n = r.intBetween(5, 24);
    double jitter = r.chance(0.5) ? 0 : 0.35;
    double[] cx = new double[n * n];
    double[] cy = new double[n * n];
    double[] radius = new double[n * n];
    double common = r.between(0.18, 0.45);
    for (int i = 0; i < n * n; i++) {
      radius[i] = common * (jitter == 0 ? 1 : r.between(0.5, 1));
      double room = jitter * Math.max(0, 0.5 - radius[i]) * 2;
      cx[i] = 0.5 + room * r.between(-1, 1);
      cy[i] = 0.5 + room * r.between(-1, 1);
    }
    Field noise = Field.fractal(r.split("noise"), 2, 5, 0.6);
    Field tone =
        Field.of(
            (x, y) -> {
              int column = (int) (x * n);
              int row = (int) (y * n);
              int i = row * n + column;
              double dx = x * n - column - cx[i];
              double dy = y * n - row - cy[i];
              boolean inside = dx * dx + dy * dy < radius[i] * radius[i];
              return (inside ? 0.85 : 0.1) + 0.15 * noise.at(x, y);
            });
    return new Tile(tone, worn(r, 0.2));
  }

  private static Field worn(SceneRandom r, double depth) {
    return Field.fractal(r.split("worn"), 3, 7, 0.65).mapped(v -> 1 + depth * (2 * v - 1));
  }

  private static double fraction(double v) {
    return v - Math.floor(v);
  }
}
