package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;

/**
 * From R'G'B' to Y'CbCr after ITU-T H.273 section 8.3: E'Y = KR E'R + (1 - KR - KB) E'G + KB E'B,
 * E'PB = (E'B - E'Y) / (2 (1 - KB)), E'PR = (E'R - E'Y) / (2 (1 - KR)), then 219 and 224 steps (of
 * 8 bit) from 16 and 128, or the full range.
 *
 * @param red KR
 * @param blue KB
 * @param fullRange whether code values use the full range
 */
record YuvCoding(double red, double blue, boolean fullRange) {

  /** The coding of an H.273 matrix that {@link Colors#matrix} gave. */
  static YuvCoding of(int matrix, boolean fullRange) {
    return switch (matrix) {
      case AVCOL_SPC_BT709 -> new YuvCoding(0.2126, 0.0722, fullRange);
      case AVCOL_SPC_FCC -> new YuvCoding(0.30, 0.11, fullRange);
      case AVCOL_SPC_SMPTE240M -> new YuvCoding(0.212, 0.087, fullRange);
      case AVCOL_SPC_BT2020_NCL -> new YuvCoding(0.2627, 0.0593, fullRange);
      default -> new YuvCoding(0.299, 0.114, fullRange);
    };
  }

  /** Lightness of a row, in the frame's own units. */
  void luma(FrameRow row, int width, float[] out) {
    float kr = (float) red;
    float kb = (float) blue;
    float kg = (float) (1 - red - blue);
    float[] r = row.samples(0);
    float[] g = row.samples(1);
    float[] b = row.samples(2);
    for (int x = 0; x < width; x++) {
      out[x] = kr * r[x] + kg * g[x] + kb * b[x];
    }
  }

  /** From lightness in a frame's units to code values. */
  float lumaScale(int depth, int maxValue) {
    return (float) ((fullRange ? (1 << depth) - 1 : 219 << (depth - 8)) / (double) maxValue);
  }

  /** Code value of black. */
  float lumaZero(int depth) {
    return fullRange ? 0 : 16 << (depth - 8);
  }

  /** From a colour difference, -0.5..0.5 of a frame's units, to code values. */
  float chromaScale(int depth, int maxValue) {
    return (float) ((fullRange ? (1 << depth) - 1 : 224 << (depth - 8)) / (double) maxValue);
  }

  /** Code value of gray. */
  float chromaZero(int depth) {
    return 1 << (depth - 1);
  }
}
