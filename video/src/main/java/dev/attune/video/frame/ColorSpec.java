package dev.attune.video.frame;

/**
 * How a stream's numbers mean colour, as numbered by ITU-T H.273 (FFmpeg's enumerations use the
 * same numbers).
 *
 * @param matrix matrix coefficients: 1 = BT.709, 5 and 6 = BT.601, 9 = BT.2020, 0 = RGB, 2 = not
 *     given
 * @param primaries colour primaries, 2 = not given
 * @param transfer transfer characteristics: 1 = BT.709, 13 = sRGB, 16 = PQ, 18 = HLG, 2 = not given
 * @param fullRange whether code values use the full range rather than 16..235
 */
public record ColorSpec(int matrix, int primaries, int transfer, boolean fullRange) {
  /** H.273's code for "not given". */
  public static final int UNSPECIFIED = 2;

  /** Pictures as PNG files hold them: RGB, sRGB transfer, full range. */
  public static final ColorSpec SRGB = new ColorSpec(0, 1, 13, true);
}
