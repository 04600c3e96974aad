package dev.attune.deblur.sharpness;

/**
 * Settings of the threshold search of {@link RelativeSharpness} (RSDM of DADeblur).
 *
 * @param ratio wanted regions per frame of the video, 0..1
 * @param startThreshold first threshold on the magnitude maps, in their unit
 * @param lowerThreshold lower bound of the bisection
 * @param upperThreshold upper bound of the bisection
 * @param acceptIfOffByLessThan the search ends when the count is off the target by less than this
 * @param stopBelowThreshold the search gives up below this threshold
 * @param unusedFirstFrames frames at the start of the video that give no region
 * @param unusedLastFrames frames at its end that give no region
 * @param maximumRounds the search ends after this many thresholds, at least 1
 * @param stopBelowInterval the search ends when its bounds are closer than this
 * @param fallBack whether small frames lower the smallest size and whole frames are taken where no
 *     region is found; the reference does neither
 * @param boxes how boxes are drawn in one frame
 */
public record SelectionSettings(
    double ratio,
    double startThreshold,
    double lowerThreshold,
    double upperThreshold,
    int acceptIfOffByLessThan,
    double stopBelowThreshold,
    int unusedFirstFrames,
    int unusedLastFrames,
    int maximumRounds,
    double stopBelowInterval,
    boolean fallBack,
    BoxRules boxes) {

  /** The reference's values, with fall-backs. */
  public static final SelectionSettings DEFAULT =
      new SelectionSettings(0.2, 0.1, 0, 1, 3, 1e-5, 3, 3, 40, 1e-6, true, BoxRules.REFERENCE);

  /** Checks the ranges. */
  public SelectionSettings {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("ratio of regions " + ratio + ": 0..1 is allowed");
    }
    if (!(lowerThreshold <= startThreshold && startThreshold <= upperThreshold)) {
      throw new IllegalArgumentException(
          "start threshold "
              + startThreshold
              + " must lie between "
              + lowerThreshold
              + " and "
              + upperThreshold);
    }
    if (acceptIfOffByLessThan < 1 || maximumRounds < 1) {
      throw new IllegalArgumentException(
          "tolerance "
              + acceptIfOffByLessThan
              + " and rounds "
              + maximumRounds
              + " must be at least 1");
    }
    if (unusedFirstFrames < 0 || unusedLastFrames < 0) {
      throw new IllegalArgumentException(
          "unused frames "
              + unusedFirstFrames
              + " and "
              + unusedLastFrames
              + " must be at least 0");
    }
  }

  /** Regions wanted of a video of this many frames. */
  public int target(int frames) {
    return (int) (ratio * frames);
  }
}
