package dev.attune.deblur.blur;

/**
 * Which blur a {@link BlurSampler} puts on a sharp region.
 *
 * @param leastExposure smallest random factor on the exposure, above 0
 * @param greatestExposure greatest random factor on the exposure, at least {@code leastExposure},
 *     at most 4
 * @param minimumLengthPx paths of a smaller mean length teach nothing, px, at least 0
 * @param maximumLengthPx longer paths are shortened to this mean length, px
 * @param reverseShare share of blurs that run backwards in time, 0..1
 * @param stillShare share of regions that are left as they are, so that the network learns to leave
 *     sharp pictures alone, 0..1
 */
public record SamplerSettings(
    double leastExposure,
    double greatestExposure,
    double minimumLengthPx,
    double maximumLengthPx,
    double reverseShare,
    double stillShare) {

  /**
   * Exposures from 0.8 to 1.25 of the estimate, paths of 1.5 to 64 px, two in five left still:
   * hand-held video is sharp about as often, and a network that only ever sees blur sharpens what
   * is sharp.
   */
  public static final SamplerSettings DEFAULT = new SamplerSettings(0.8, 1.25, 1.5, 64, 0.5, 0.4);

  /** Checks the ranges. */
  public SamplerSettings {
    if (!(leastExposure > 0 && leastExposure <= greatestExposure && greatestExposure <= 4)) {
      throw new IllegalArgumentException(
          "exposure factors "
              + leastExposure
              + ".."
              + greatestExposure
              + " must be above 0, in order and at most 4");
    }
    if (!(minimumLengthPx >= 0 && minimumLengthPx <= maximumLengthPx)) {
      throw new IllegalArgumentException(
          "path lengths "
              + minimumLengthPx
              + ".."
              + maximumLengthPx
              + " px must be at least 0 and in order");
    }
    if (!(reverseShare >= 0 && reverseShare <= 1 && stillShare >= 0 && stillShare <= 1)) {
      throw new IllegalArgumentException(
          "shares " + reverseShare + " and " + stillShare + ": 0..1 is allowed");
    }
  }
}
