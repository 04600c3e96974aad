package dev.attune.deblur.run;

import java.util.OptionalDouble;

/**
 * How long a run will take, from a trial of a few seconds on this machine.
 *
 * @param analyseSeconds to look at the whole video once; 0 without adaptation
 * @param adaptSeconds at most, to make pairs and to learn from them: once, or for each scene
 * @param restoreSeconds to restore and encode all frames
 */
public record CostEstimate(double analyseSeconds, double adaptSeconds, double restoreSeconds) {

  /**
   * What a trial measured.
   *
   * @param pixels of a frame that was looked at
   * @param lookSeconds a frame, with decoding
   * @param networkSeconds a pixel that the network sees, with the samples that it looks at
   * @param threads of the network, beside which others decode, look and encode
   * @param learning of one adaptation; empty where there will be none
   */
  public record Speed(
      long pixels,
      double lookSeconds,
      double networkSeconds,
      int threads,
      OptionalDouble learning) {

    /**
     * The estimate for a video.
     *
     * @param frames of it
     * @param width of its frames, px
     * @param height of its frames, px
     * @param plan how they are cut into tiles
     * @param encodeSeconds a frame
     */
    public CostEstimate of(
        long frames, int width, int height, MemoryPlan plan, double encodeSeconds) {
      double look = lookSeconds * width * height / pixels * frames;
      return new CostEstimate(
          learning.isPresent() ? look : 0,
          learning.orElse(0),
          networkSeconds * plan.pixels(width, height) * frames
              + (look + encodeSeconds * frames) / threads);
    }
  }

  /** All of it, with one adaptation. */
  public double totalSeconds() {
    return analyseSeconds + adaptSeconds + restoreSeconds;
  }
}
