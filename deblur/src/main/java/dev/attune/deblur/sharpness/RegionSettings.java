package dev.attune.deblur.sharpness;

/**
 * Which relatively sharp regions a {@link RegionCollector} keeps.
 *
 * @param sidePx side of the square regions, at least 16; smaller frames lower it to what they can
 *     hold, in multiples of 32
 * @param windowRadius frames on both sides that a region needs in its own scene, at least 0
 * @param minimumTexture regions with a smaller mean texture teach nothing and are passed over, 0..1
 * @param minimumRank regions that are not sharper than this share of their scene are passed over as
 *     long as there are others, 0..1
 * @param buckets stretches of time over which regions are spread, at least 2
 * @param perBucket regions kept of each stretch, at least 1
 */
public record RegionSettings(
    int sidePx,
    int windowRadius,
    double minimumTexture,
    double minimumRank,
    int buckets,
    int perBucket) {

  /** Regions of 256 px in windows of five frames, sharper than 60 % of their scene. */
  public static final RegionSettings DEFAULT = new RegionSettings(256, 2, 0.15, 0.6, 32, 4);

  /** Checks the ranges. */
  public RegionSettings {
    if (sidePx < 16 || windowRadius < 0 || buckets < 2 || perBucket < 1) {
      throw new IllegalArgumentException(
          "regions of side "
              + sidePx
              + " px (at least 16), window radius "
              + windowRadius
              + " (at least 0), buckets "
              + buckets
              + " (at least 2), "
              + perBucket
              + " a bucket (at least 1)");
    }
    if (!(minimumTexture >= 0 && minimumTexture <= 1 && minimumRank >= 0 && minimumRank <= 1)) {
      throw new IllegalArgumentException(
          "minimum texture "
              + minimumTexture
              + " and minimum rank "
              + minimumRank
              + ": 0..1 is allowed");
    }
  }

  /** The side of regions in frames of the given size. */
  public int sideIn(int frameHeight, int frameWidth) {
    int side = Math.min(frameHeight, frameWidth);
    return side >= sidePx ? sidePx : side >= 32 ? side / 32 * 32 : side;
  }
}
