package dev.attune.deblur.sharpness;

/**
 * A rectangle of whole pixels, half-open: rows {@code top..bottom-1}, columns {@code
 * left..right-1}.
 *
 * @param top first row
 * @param left first column
 * @param bottom row after the last
 * @param right column after the last
 */
public record Box(int top, int left, int bottom, int right) {
  /** Checks that the rectangle is not turned inside out; it may be empty. */
  public Box {
    if (bottom < top || right < left) {
      throw new IllegalArgumentException(
          "box [" + top + ", " + left + ", " + bottom + ", " + right + ") ends before it begins");
    }
  }

  /** All of a picture of the given size. */
  public static Box whole(int height, int width) {
    return new Box(0, 0, height, width);
  }

  /** Rows. */
  public int height() {
    return bottom - top;
  }

  /** Columns. */
  public int width() {
    return right - left;
  }

  /** Pixels. */
  public long area() {
    return (long) height() * width();
  }

  /** Whether all of {@code other} lies inside this box. */
  public boolean contains(Box other) {
    return other.top >= top && other.left >= left && other.bottom <= bottom && other.right <= right;
  }

  /** Pixels that this box and {@code other} share. */
  public long overlap(Box other) {
    long rows = Math.min(bottom, other.bottom) - (long) Math.max(top, other.top);
    long columns = Math.min(right, other.right) - (long) Math.max(left, other.left);
    return rows <= 0 || columns <= 0 ? 0 : rows * columns;
  }
}
