package dev.attune.datasets.scene;

import java.util.ArrayList;
import java.util.List;

/** A made-up alphabet: every letter is a few strokes between the nodes of a 3x4 lattice. */
final class Glyphs {
  private static final int LETTERS = 24;
  private static final int COLUMNS = 3;
  private static final int ROWS = 4;

  private final List<double[][]> letters = new ArrayList<>();

  Glyphs(SceneRandom random) {
    for (int i = 0; i < LETTERS; i++) {
      letters.add(letter(random.split(i)));
    }
  }

  /** Strokes {x0, y0, x1, y1} in a box of 1x1. */
  double[][] any(SceneRandom random) {
    return letters.get(random.intBetween(0, LETTERS - 1));
  }

  private static double[][] letter(SceneRandom r) {
    int count = r.intBetween(2, 5);
    double[][] strokes = new double[count][];
    int x = r.intBetween(0, 1) * (COLUMNS - 1);
    int y = r.intBetween(0, 1) * (ROWS - 1);
    for (int i = 0; i < count; i++) {
      int toX = x;
      int toY = y;
      switch (r.intBetween(0, 2)) {
        case 0 -> toX = x == 0 ? r.intBetween(1, COLUMNS - 1) : 0;
        case 1 -> toY = y == 0 ? r.intBetween(1, ROWS - 1) : r.intBetween(0, y - 1);
        default -> {
          toX = (x + 1 + r.intBetween(0, 1)) % COLUMNS;
          toY = (y + 1 + r.intBetween(0, 2)) % ROWS;
        }
      }
      strokes[i] =
          new double[] {
            x / (COLUMNS - 1.0), y / (ROWS - 1.0), toX / (COLUMNS - 1.0), toY / (ROWS - 1.0)
          };
      x = toX;
      y = toY;
    }
    return strokes;
  }
}
