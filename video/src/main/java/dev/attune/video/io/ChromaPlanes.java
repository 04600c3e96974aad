package dev.attune.video.io;

/**
 * Colour differences of a picture whose rows come one by one, filtered to the density of a pixel
 * format, with memory of a few rows only. Not thread-safe.
 */
final class ChromaPlanes {
  private final int width;
  private final int height;
  private final int chromaWidth;
  private final int chromaHeight;
  private final float blueScale;
  private final float redScale;
  private final ChromaFilter alongRow;
  private final ChromaFilter acrossRows;
  private final float[] difference;
  private final float[][][] rings;
  private final float[] out;
  private int next;

  /** Prepares for pictures of one size and pixel format. */
  ChromaPlanes(OutputColor color, int pixelFormat, int width, int height) {
    this.width = width;
    this.height = height;
    boolean halfColumns = PixelFormats.chromaShiftX(pixelFormat) == 1;
    boolean halfRows = PixelFormats.chromaShiftY(pixelFormat) == 1;
    alongRow =
        !halfColumns
            ? ChromaFilter.none()
            : color.chromaCentered() ? ChromaFilter.between() : ChromaFilter.onEven();
    acrossRows = halfRows ? ChromaFilter.between() : ChromaFilter.none();
    chromaWidth = (width + alongRow.stride() - 1) / alongRow.stride();
    chromaHeight = (height + acrossRows.stride() - 1) / acrossRows.stride();
    blueScale = (float) (0.5 / (1 - color.coding().blue()));
    redScale = (float) (0.5 / (1 - color.coding().red()));
    difference = new float[width];
    rings = new float[2][acrossRows.length()][chromaWidth];
    out = new float[chromaWidth];
  }

  /** Columns of luma for each column of chroma. */
  int stepX() {
    return alongRow.stride();
  }

  /** Rows of luma for each row of chroma. */
  int stepY() {
    return acrossRows.stride();
  }

  /** Chroma samples of a row. */
  int width() {
    return chromaWidth;
  }

  /** Chroma rows of a picture. */
  int height() {
    return chromaHeight;
  }

  /** Takes row {@code y} of the picture; row 0 begins a new one. */
  void take(FrameRow row, float[] luma, int y) {
    if (y == 0) {
      next = 0;
    }
    int slot = y % acrossRows.length();
    difference(row.samples(2), luma, blueScale);
    alongRow.alongRow(difference, width, rings[0][slot]);
    difference(row.samples(0), luma, redScale);
    alongRow.alongRow(difference, width, rings[1][slot]);
  }

  /** Whether the next chroma row can be made once row {@code y} was taken. */
  boolean hasRow(int y) {
    return next < chromaHeight && Math.min(height - 1, acrossRows.lastInput(next)) <= y;
  }

  /** Goes to the next chroma row and tells its number. */
  int nextRow() {
    return next++;
  }

  /** The chroma row that {@link #nextRow} told: Cb 0 or Cr 1; valid until the next call. */
  float[] filtered(int which) {
    acrossRows.acrossRows(rings[which], next - 1, height, chromaWidth, out);
    return out;
  }

  private void difference(float[] color, float[] luma, float scale) {
    for (int x = 0; x < width; x++) {
      difference[x] = (color[x] - luma[x]) * scale;
    }
  }
}
