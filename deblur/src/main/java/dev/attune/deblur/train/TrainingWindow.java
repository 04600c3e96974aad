package dev.attune.deblur.train;

import dev.attune.video.frame.FloatImage;
import java.util.List;

/**
 * Consecutive frames and their truth, all of one size, RGB in 0..1; blurred ones are followed by
 * their samples along paths where a network is guided by them.
 *
 * @param blurred T frames
 * @param sharp the same frames without blur
 * @param exposureFraction open time of the shutter over the time between frames; NaN where it is
 *     not known
 */
public record TrainingWindow(
    List<FloatImage> blurred, List<FloatImage> sharp, double exposureFraction) {
  /** Checks that the counts agree. */
  public TrainingWindow {
    if (blurred.isEmpty() || blurred.size() != sharp.size()) {
      throw new IllegalArgumentException(
          "a window of " + blurred.size() + " blurred and " + sharp.size() + " sharp frames");
    }
  }
}
