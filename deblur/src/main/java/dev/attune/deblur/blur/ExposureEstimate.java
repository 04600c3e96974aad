package dev.attune.deblur.blur;

/**
 * How long the shutter was open.
 *
 * @param fraction open time over the time between frames
 * @param pairs pairs of frames it was measured on
 * @param explained share of the difference between warped sharper and blurrier frames that blur of
 *     this exposure explains, 0..1
 * @param measured false where the video showed too little: then the fraction is a usual one
 */
public record ExposureEstimate(double fraction, int pairs, double explained, boolean measured) {
  /** Half of the time between frames, the 180 degrees of film cameras. */
  public static final double USUAL = 0.5;
}
