package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PRORES;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_CENTER;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;

import dev.attune.video.frame.ColorSpec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * How colours are stored and what the file says of it. Where the source did not say which matrix it
 * uses, the output does not either, so that every player treats both alike; R'G'B' sources become
 * Y'CbCr of limited range, which players expect.
 *
 * @param coding from R'G'B' to Y'CbCr
 * @param spec what is written into the file
 * @param chromaLocation FFmpeg's number
 */
record OutputColor(YuvCoding coding, ColorSpec spec, int chromaLocation) {

  /** For pictures of a source in an encoder's pixel format. */
  static OutputColor of(StreamInfo info, int codecId, int pixelFormat) {
    ColorSpec source = info.color();
    boolean isJpeg = codecId == AV_CODEC_ID_MJPEG;
    int matrix = isJpeg ? AVCOL_SPC_BT470BG : Colors.matrix(source, info.width(), info.height());
    if (PixelFormats.isRgb(pixelFormat)) {
      return new OutputColor(
          YuvCoding.of(matrix, true), spec(source, AVCOL_SPC_RGB, true), AVCHROMA_LOC_UNSPECIFIED);
    }
    if (PixelFormats.isGray(pixelFormat)) {
      return new OutputColor(
          YuvCoding.of(matrix, true),
          spec(source, ColorSpec.UNSPECIFIED, true),
          AVCHROMA_LOC_UNSPECIFIED);
    }
    boolean fromRgb = source.matrix() == AVCOL_SPC_RGB;
    // ProRes decoders assume limited range; JPEG ones full range.
    boolean fullRange = isJpeg || (source.fullRange() && !fromRgb && codecId != AV_CODEC_ID_PRORES);
    boolean silent = source.matrix() == ColorSpec.UNSPECIFIED && !isJpeg;
    boolean subsampled = PixelFormats.chromaShiftX(pixelFormat) > 0;
    return new OutputColor(
        YuvCoding.of(matrix, fullRange),
        spec(source, silent ? ColorSpec.UNSPECIFIED : matrix, fullRange),
        !subsampled ? AVCHROMA_LOC_UNSPECIFIED : isJpeg ? AVCHROMA_LOC_CENTER : AVCHROMA_LOC_LEFT);
  }

  /** Tells an encoder. */
  void tell(AVCodecContext context) {
    context
        .colorspace(spec.matrix())
        .color_primaries(spec.primaries())
        .color_trc(spec.transfer())
        .color_range(range())
        .chroma_sample_location(chromaLocation);
  }

  /** Marks a picture. */
  void tell(AVFrame picture) {
    picture
        .colorspace(spec.matrix())
        .color_primaries(spec.primaries())
        .color_trc(spec.transfer())
        .color_range(range())
        .chroma_location(chromaLocation);
  }

  /** Whether chroma samples lie in the middle of their luma columns rather than on the first. */
  boolean chromaCentered() {
    return chromaLocation == AVCHROMA_LOC_CENTER;
  }

  private int range() {
    return spec.fullRange() ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
  }

  private static ColorSpec spec(ColorSpec source, int matrix, boolean fullRange) {
    return new ColorSpec(matrix, source.primaries(), source.transfer(), fullRange);
  }
}
