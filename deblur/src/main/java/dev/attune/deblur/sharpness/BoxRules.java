package dev.attune.deblur.sharpness;

import static dev.attune.deblur.sharpness.Side.BOTTOM;
import static dev.attune.deblur.sharpness.Side.LEFT;
import static dev.attune.deblur.sharpness.Side.RIGHT;
import static dev.attune.deblur.sharpness.Side.TOP;

import java.util.List;

/**
 * How boxes are drawn around the sharp parts of one frame (RSDM of DADeblur).
 *
 * @param connectivity neighbours of a pixel that count as joined: 4 or 8
 * @param areaGreaterThan bounding boxes of this area or less are dropped before trimming, px
 * @param lineBadIfShareBelow a row or column with a smaller share of sharp pixels is trimmed, 0..1
 * @param trimOrder sides in the order in which they are trimmed
 * @param minimumHeight boxes with fewer rows after trimming are dropped
 * @param minimumWidth boxes with fewer columns after trimming are dropped
 */
public record BoxRules(
    int connectivity,
    long areaGreaterThan,
    double lineBadIfShareBelow,
    List<Side> trimOrder,
    int minimumHeight,
    int minimumWidth) {

  /** The reference's rules. */
  public static final BoxRules REFERENCE =
      new BoxRules(8, 65536, 0.5, List.of(LEFT, RIGHT, TOP, BOTTOM, LEFT, RIGHT), 256, 256);

  /** Checks the ranges. */
  public BoxRules {
    if (connectivity != 4 && connectivity != 8) {
      throw new IllegalArgumentException("connectivity " + connectivity + ": 4 or 8 is allowed");
    }
    if (areaGreaterThan < 0 || minimumHeight < 1 || minimumWidth < 1) {
      throw new IllegalArgumentException(
          "smallest region of area "
              + areaGreaterThan
              + ", height "
              + minimumHeight
              + ", width "
              + minimumWidth
              + ": area must be at least 0, sides at least 1");
    }
    if (!(lineBadIfShareBelow >= 0 && lineBadIfShareBelow <= 1)) {
      throw new IllegalArgumentException(
          "share of sharp pixels " + lineBadIfShareBelow + ": 0..1 is allowed");
    }
    trimOrder = List.copyOf(trimOrder);
  }

  /**
   * These rules with the smallest size brought down to what a frame of the given size can hold: its
   * side rounded down to a multiple of 32. Frames that are large enough leave the rules as they
   * are.
   */
  public BoxRules fittedTo(int frameHeight, int frameWidth) {
    int height = fitted(minimumHeight, frameHeight);
    int width = fitted(minimumWidth, frameWidth);
    if (height == minimumHeight && width == minimumWidth) {
      return this;
    }
    long area = Math.min(areaGreaterThan, (long) height * width - 1);
    return new BoxRules(connectivity, area, lineBadIfShareBelow, trimOrder, height, width);
  }

  private static int fitted(int minimum, int side) {
    return side >= minimum ? minimum : side >= 32 ? side / 32 * 32 : side;
  }
}
