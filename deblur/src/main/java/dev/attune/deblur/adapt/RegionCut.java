package dev.attune.deblur.adapt;

import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.sharpness.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a sharp region and the frames around it.
 *
 * @param window the region's rectangle in all frames of the window, in order of time
 * @param around the region in its own frame with a margin, and its motion over a whole frame
 *     interval
 * @param frameHeight rows of the whole frame
 * @param frameWidth columns of the whole frame
 * @param box where the region lies in the whole frame
 */
public record RegionCut(
    List<PackedPicture> window, Surroundings around, int frameHeight, int frameWidth, Box box) {

  /** Half of the longest blur that a region may get reaches this far out of it. */
  private static final int MARGIN_PX = 32;

  /**
   * Cuts a rectangle out of a window of whole frames.
   *
   * @param motion of the frame in the middle, over a whole frame interval
   */
  public static RegionCut of(List<PackedPicture> frames, ReducedPaths motion, Box box) {
    List<PackedPicture> window = new ArrayList<>();
    for (PackedPicture f : frames) {
      window.add(f.crop(box.top(), box.left(), box.height(), box.width()));
    }
    PackedPicture own = frames.get(frames.size() / 2);
    int top = Math.max(0, box.top() - MARGIN_PX);
    int left = Math.max(0, box.left() - MARGIN_PX);
    int bottom = Math.min(own.height(), box.bottom() + MARGIN_PX);
    int right = Math.min(own.width(), box.right() + MARGIN_PX);
    Box outer = new Box(top, left, bottom, right);
    return new RegionCut(
        List.copyOf(window),
        new Surroundings(
            own.crop(top, left, outer.height(), outer.width()),
            new Box(box.top() - top, box.left() - left, box.bottom() - top, box.right() - left),
            ReducedPaths.of(motion.paths(outer))),
        own.height(),
        own.width(),
        box);
  }

  /** Where the region with its margin lies in the whole frame. */
  public Box outer() {
    Box inner = around.inner();
    int top = box.top() - inner.top();
    int left = box.left() - inner.left();
    return new Box(top, left, top + around.picture().height(), left + around.picture().width());
  }
}
