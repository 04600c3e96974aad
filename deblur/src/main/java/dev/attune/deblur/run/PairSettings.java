package dev.attune.deblur.run;

/**
 * How pseudo-pairs are made of a video.
 *
 * @param regions sharp regions at most, at least 2
 * @param variants blurs of each region, at least 1
 * @param sidePx side of regions; smaller frames lower it
 * @param seed of the choice of blurs
 */
public record PairSettings(int regions, int variants, int sidePx, long seed) {
  /** 32 regions of 256 px with two blurs each. */
  public static final PairSettings DEFAULT = new PairSettings(32, 2, 256, 2023);

  /** Checks the ranges. */
  public PairSettings {
    if (regions < 2 || regions > 4096) {
      throw new IllegalArgumentException("regions " + regions + ": 2 to 4096 is allowed");
    }
    if (variants < 1 || variants > 64) {
      throw new IllegalArgumentException("variants " + variants + ": 1 to 64 is allowed");
    }
    if (sidePx < 32 || sidePx > 1024 || sidePx % 4 != 0) {
      throw new IllegalArgumentException(
          "side of regions " + sidePx + " px: a multiple of 4 from 32 to 1024 is allowed");
    }
  }
}
