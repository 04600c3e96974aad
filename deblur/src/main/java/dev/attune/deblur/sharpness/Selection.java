package dev.attune.deblur.sharpness;

import java.util.List;

/**
 * Result of the threshold search of {@link RelativeSharpness}.
 *
 * @param target wanted number of regions
 * @param trace thresholds tried and the counts they gave
 * @param finalThreshold threshold at which the regions were found
 * @param regions by frame, within a frame from top to bottom
 * @param ending how the search ended
 */
public record Selection(
    int target, List<Round> trace, double finalThreshold, List<Region> regions, Ending ending) {

  /** Copies the lists. */
  public Selection {
    trace = List.copyOf(trace);
    regions = List.copyOf(regions);
  }

  /**
   * One threshold of the search.
   *
   * @param threshold in the unit of the maps
   * @param regions count over the frames that may give regions
   */
  public record Round(double threshold, int regions) {}

  /**
   * A relatively sharp region.
   *
   * @param frame number of the frame from 0
   * @param box where in the frame
   */
  public record Region(int frame, Box box) {}

  /** How a search ended. */
  public enum Ending {
    /** The count met the target. */
    ACCEPTED,
    /**
     * No threshold met the target: the nearest count was taken, its sharpest regions where there
     * were too many.
     */
    NEAREST,
    /** No region was found: the frames of the lowest mean magnitude were taken whole. */
    WHOLE_FRAMES
  }
}
