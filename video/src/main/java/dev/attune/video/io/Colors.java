package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.io.MediaException.Kind;

/**
 * The one rule by which readers and writers choose the matrix between Y'CbCr and R'G'B'; both sides
 * follow it, so that a picture that is read and written keeps its colours.
 */
final class Colors {
  private static final int WIDEST_STANDARD_DEFINITION = 1024;
  private static final int HIGHEST_STANDARD_DEFINITION = 576;

  private Colors() {}

  /**
   * The H.273 matrix by which a Y'CbCr picture is converted. What the stream says holds; where it
   * says nothing (or "RGB", which no Y'CbCr picture can be), pictures of standard definition are
   * BT.601 and greater ones BT.709, as players do.
   *
   * @param width of the stored picture, in pixels
   * @param height of the stored picture, in pixels
   * @throws MediaException when the matrix is one that swscale cannot convert
   */
  static int matrix(ColorSpec color, int width, int height) {
    int matrix = color.matrix();
    if (matrix == ColorSpec.UNSPECIFIED || matrix == AVCOL_SPC_RGB) {
      boolean standardDefinition =
          Math.max(width, height) <= WIDEST_STANDARD_DEFINITION
              && Math.min(width, height) <= HIGHEST_STANDARD_DEFINITION;
      return standardDefinition ? AVCOL_SPC_SMPTE170M : AVCOL_SPC_BT709;
    }
    if (matrix == AVCOL_SPC_BT709
        || matrix == AVCOL_SPC_FCC
        || matrix == AVCOL_SPC_BT470BG
        || matrix == AVCOL_SPC_SMPTE170M
        || matrix == AVCOL_SPC_SMPTE240M
        || matrix == AVCOL_SPC_BT2020_NCL) {
      return matrix;
    }
    throw new MediaException(
        Kind.UNSUPPORTED,
        "colour matrix "
            + matrix
            + " (ITU-T H.273) cannot be converted; BT.709 (1), FCC (4), BT.601 (5, 6), SMPTE 240M"
            + " (7) and BT.2020 non-constant luminance (9) can: convert the input first");
  }
}
