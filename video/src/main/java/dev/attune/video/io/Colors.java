package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_BOTTOM;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_BOTTOMLEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_CENTER;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_TOP;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_TOPLEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.io.MediaException.Kind;
import java.util.function.IntConsumer;

/**
 * The one rule by which readers and writers choose the matrix between Y'CbCr and R'G'B'; both sides
 * follow it, so that a picture that is read and written keeps its colours.
 */
final class Colors {
  private static final int WIDEST_STANDARD_DEFINITION = 1024;
  private static final int HIGHEST_STANDARD_DEFINITION = 576;

  private static final int UNIT = 1 << 16;
  private static final int MIDDLE = 128;

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

  /**
   * The contrast, in 1/65536, that makes swscale's R'G'B' of 16 bit end at 65535 when it comes from
   * Y'CbCr. By itself swscale takes 255 * 256 for white where the source has limited range, and the
   * unscaled greatest value where it has full range (65472 for 10 bit). Sources of 8 bit need none.
   * The same factor, 257/256, is missing from R'G'B' of 16 bit to Y'CbCr of limited range.
   *
   * @param pixelFormat FFmpeg's number of the Y'CbCr format
   */
  static int contrast(int pixelFormat, boolean fullRange) {
    int depth = av_pix_fmt_desc_get(pixelFormat).comp(0).depth();
    if (depth <= 8) {
      return UNIT;
    }
    double white = fullRange ? ((1 << depth) - 1) << (16 - depth) : 255 * 256;
    return (int) Math.round(UNIT * (65535 / white));
  }

  /**
   * Tells swscale where chroma samples lie, in 1/256 of a luma pixel. Where the stream does not say
   * it they lie at the left, between two rows, as in MPEG-2, H.264 and what followed. A direction
   * in which there are as many chroma samples as luma samples has no place to tell; swscale would
   * move them nevertheless.
   *
   * @param pixelFormat FFmpeg's number of the Y'CbCr format
   * @param location FFmpeg's number of the chroma location
   * @param horizontal receives the horizontal place
   * @param vertical receives the vertical place
   */
  static void siting(int pixelFormat, int location, IntConsumer horizontal, IntConsumer vertical) {
    boolean left =
        location != AVCHROMA_LOC_CENTER
            && location != AVCHROMA_LOC_TOP
            && location != AVCHROMA_LOC_BOTTOM;
    boolean top = location == AVCHROMA_LOC_TOPLEFT || location == AVCHROMA_LOC_TOP;
    boolean bottom = location == AVCHROMA_LOC_BOTTOMLEFT || location == AVCHROMA_LOC_BOTTOM;
    if (av_pix_fmt_desc_get(pixelFormat).log2_chroma_w() > 0) {
      horizontal.accept(left ? 0 : MIDDLE);
    }
    if (av_pix_fmt_desc_get(pixelFormat).log2_chroma_h() > 0) {
      vertical.accept(top ? 0 : bottom ? 2 * MIDDLE : MIDDLE);
    }
  }
}
