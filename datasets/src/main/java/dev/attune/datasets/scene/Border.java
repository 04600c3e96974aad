package dev.attune.datasets.scene;

/** What lies beyond the borders of a canvas. */
enum Border {
  /** Nothing. */
  EMPTY,
  /** The canvas again, on all sides. */
  AROUND,
  /**
   * The canvas again at the left and right, its mirror image above and below: for places with a
   * sky.
   */
  MIRRORED;

  /** The row that is seen at {@code row} of the plane, or -1 where there is nothing. */
  int row(int row, int height) {
    return switch (this) {
      case EMPTY -> row >= 0 && row < height ? row : -1;
      case AROUND -> Math.floorMod(row, height);
      case MIRRORED -> {
        int turn = Math.floorMod(row, 2 * height);
        yield turn < height ? turn : 2 * height - 1 - turn;
      }
    };
  }

  /** The column that is seen at {@code column} of the plane, or -1. */
  int column(int column, int width) {
    if (this == EMPTY) {
      return column >= 0 && column < width ? column : -1;
    }
    return Math.floorMod(column, width);
  }
}
