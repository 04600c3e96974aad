package dev.attune.datasets.blur;

/**
 * Width and height of pictures. Both are even, as compressed video asks for.
 *
 * @param width columns, 32..8192
 * @param height rows, 32..8192
 */
public record PictureSize(int width, int height) {
  /** What is made where nothing else is asked for. */
  public static final PictureSize DEFAULT = new PictureSize(640, 360);

  /** Least side: smaller ones show nothing to learn from. */
  public static final int LEAST = 32;

  private static final int MOST = 8192;

  /** Checks the ranges. */
  public PictureSize {
    if (width < LEAST || height < LEAST || width > MOST || height > MOST) {
      throw new IllegalArgumentException(
          "size " + width + "x" + height + ": sides of " + LEAST + " to " + MOST + " are allowed");
    }
    if (width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException(
          "size " + width + "x" + height + ": both sides must be even");
    }
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
