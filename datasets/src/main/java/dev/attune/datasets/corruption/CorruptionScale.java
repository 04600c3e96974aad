package dev.attune.datasets.corruption;

import java.util.Map;

/** Which published constants are used: those for large or those for small pictures. */
public enum CorruptionScale {
  /** ImageNet-C, made for 224 x 224. */
  IMAGENET(
      Map.ofEntries(
          Map.entry(CorruptionType.GAUSSIAN_NOISE, rows(1, .08, .12, .18, .26, .38)),
          Map.entry(CorruptionType.SHOT_NOISE, rows(1, 60, 25, 12, 5, 3)),
          Map.entry(CorruptionType.IMPULSE_NOISE, rows(1, .03, .06, .09, .17, .27)),
          Map.entry(CorruptionType.SPECKLE_NOISE, rows(1, .15, .2, .35, .45, .6)),
          Map.entry(CorruptionType.GAUSSIAN_BLUR, rows(1, 1, 2, 3, 4, 6)),
          Map.entry(CorruptionType.DEFOCUS_BLUR, rows(2, 3, .1, 4, .5, 6, .5, 8, .5, 10, .5)),
          Map.entry(
              CorruptionType.GLASS_BLUR,
              rows(3, .7, 1, 2, .9, 2, 1, 1, 2, 3, 1.1, 3, 2, 1.5, 4, 2)),
          Map.entry(CorruptionType.MOTION_BLUR, rows(2, 10, 3, 15, 5, 15, 8, 15, 12, 20, 15)),
          Map.entry(CorruptionType.ZOOM_BLUR, rows(2, 12, .01, 16, .01, 11, .02, 13, .02, 11, .03)),
          Map.entry(
              CorruptionType.SNOW,
              rows(
                  7, .1, .3, 3, .5, 10, 4, .8, .2, .3, 2, .5, 12, 4, .7, .55, .3, 4, .9, 12, 8, .7,
                  .55, .3, 4.5, .85, 12, 8, .65, .55, .3, 2.5, .85, 12, 12, .55)),
          Map.entry(CorruptionType.FROST, rows(2, 1, .4, .8, .6, .7, .7, .65, .7, .6, .75)),
          Map.entry(CorruptionType.FOG, rows(2, 1.5, 2, 2, 2, 2.5, 1.7, 2.5, 1.5, 3, 1.4)),
          Map.entry(CorruptionType.BRIGHTNESS, rows(1, .1, .2, .3, .4, .5)),
          Map.entry(
              CorruptionType.SPATTER,
              rows(
                  6, .65, .3, 4, .69, .6, 0, .65, .3, 3, .68, .6, 0, .65, .3, 2, .68, .5, 0, .65,
                  .3, 1, .65, 1.5, 1, .67, .4, 1, .65, 1.5, 1)),
          Map.entry(CorruptionType.SATURATE, rows(2, .3, 0, .1, 0, 2, 0, 5, .1, 20, .2)),
          Map.entry(CorruptionType.CONTRAST, rows(1, .4, .3, .2, .1, .05)),
          Map.entry(
              CorruptionType.ELASTIC_TRANSFORM,
              rows(
                  3, 488, 170.8, 24.4, 488, 19.52, 48.8, 12.2, 2.44, 4.88, 17.08, 2.44, 4.88, 29.28,
                  2.44, 4.88)),
          Map.entry(CorruptionType.PIXELATE, rows(1, .6, .5, .4, .3, .25)),
          Map.entry(CorruptionType.JPEG_COMPRESSION, rows(1, 25, 18, 15, 10, 7)))),

  /** CIFAR-10-C and CIFAR-100-C, made for 32 x 32. */
  CIFAR(
      Map.ofEntries(
          Map.entry(CorruptionType.GAUSSIAN_NOISE, rows(1, .04, .06, .08, .09, .10)),
          Map.entry(CorruptionType.SHOT_NOISE, rows(1, 500, 250, 100, 75, 50)),
          Map.entry(CorruptionType.IMPULSE_NOISE, rows(1, .01, .02, .03, .05, .07)),
          Map.entry(CorruptionType.SPECKLE_NOISE, rows(1, .06, .1, .12, .16, .2)),
          Map.entry(CorruptionType.GAUSSIAN_BLUR, rows(1, .4, .6, .7, .8, 1)),
          Map.entry(CorruptionType.DEFOCUS_BLUR, rows(2, .3, .4, .4, .5, .5, .6, 1, .2, 1.5, .1)),
          Map.entry(
              CorruptionType.GLASS_BLUR,
              rows(3, .05, 1, 1, .25, 1, 1, .4, 1, 1, .25, 1, 2, .4, 1, 2)),
          Map.entry(CorruptionType.MOTION_BLUR, rows(2, 6, 1, 6, 1.5, 6, 2, 8, 2, 9, 2.5)),
          Map.entry(CorruptionType.ZOOM_BLUR, rows(2, 6, .01, 11, .01, 16, .01, 21, .01, 26, .01)),
          Map.entry(
              CorruptionType.SNOW,
              rows(
                  7, .1, .2, 1, .6, 8, 3, .95, .1, .2, 1, .5, 10, 4, .9, .15, .3, 1.75, .55, 10, 4,
                  .9, .25, .3, 2.25, .6, 12, 6, .85, .3, .3, 1.25, .65, 14, 12, .8)),
          Map.entry(CorruptionType.FROST, rows(2, 1, .2, 1, .3, .9, .4, .85, .4, .75, .45)),
          Map.entry(CorruptionType.FOG, rows(2, .2, 3, .5, 3, .75, 2.5, 1, 2, 1.5, 1.75)),
          Map.entry(CorruptionType.BRIGHTNESS, rows(1, .05, .1, .15, .2, .3)),
          Map.entry(
              CorruptionType.SPATTER,
              rows(
                  6, .62, .1, .7, .7, .5, 0, .65, .1, .8, .7, .5, 0, .65, .3, 1, .69, .5, 0, .65,
                  .1, .7, .69, .6, 1, .65, .1, .5, .68, .6, 1)),
          Map.entry(CorruptionType.SATURATE, rows(2, .3, 0, .1, 0, 1.5, 0, 2, .1, 2.5, .2)),
          Map.entry(CorruptionType.CONTRAST, rows(1, .75, .5, .4, .3, .15)),
          Map.entry(
              CorruptionType.ELASTIC_TRANSFORM,
              rows(3, 0, 0, 2.56, 1.6, 6.4, 2.24, 2.56, 1.92, 1.92, 3.2, 1.28, 1.6, 3.2, .96, .96)),
          Map.entry(CorruptionType.PIXELATE, rows(1, .95, .9, .85, .75, .65)),
          Map.entry(CorruptionType.JPEG_COMPRESSION, rows(1, 80, 65, 58, 50, 40))));

  /** Greatest severity; the least is 1. */
  public static final int SEVERITIES = 5;

  @SuppressWarnings(
      "ImmutableEnumChecker") // never written to after it is made, handed out in copies
  private final Map<CorruptionType, double[][]> constants;

  CorruptionScale(Map<CorruptionType, double[][]> constants) {
    this.constants = constants;
  }

  private static double[][] rows(int width, double... values) {
    double[][] out = new double[SEVERITIES][width];
    for (int i = 0; i < values.length; i++) {
      out[i / width][i % width] = values[i];
    }
    return out;
  }

  /** The constants of a type for pictures of some size: small ones up to 64 pixels a side. */
  public static CorruptionScale of(int height, int width) {
    return Math.max(height, width) <= 64 ? CIFAR : IMAGENET;
  }

  /**
   * Constants of one severity.
   *
   * @param severity 1 to 5
   */
  double[] of(CorruptionType type, int severity) {
    if (severity < 1 || severity > SEVERITIES) {
      throw new IllegalArgumentException(
          "severity " + severity + ": 1 to " + SEVERITIES + " is allowed");
    }
    return constants.get(type)[severity - 1].clone();
  }
}
