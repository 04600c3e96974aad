package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.io.MediaException.Kind;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** swscale towards R'G'B' of the same size, set up anew only when pictures change. */
final class Scaler implements AutoCloseable {
  private static final int FLAGS =
      SWS_BICUBIC | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_ACCURATE_RND;
  private static final int UNIT = 1 << 16;

  /** All on which the set-up depends; {@code contrast} in 1/65536. */
  record Spec(
      int width,
      int height,
      int from,
      int to,
      int matrix,
      boolean fullRange,
      int chromaLocation,
      int contrast) {

    /** From R'G'B' to R'G'B' of another order. */
    static Spec rgb(AVFrame frame, int to) {
      return new Spec(
          frame.width(), frame.height(), frame.format(), to, SWS_CS_DEFAULT, true, 0, UNIT);
    }

    /** From Y'CbCr by the stream's own matrix and range. */
    static Spec yuv(AVFrame frame, ColorSpec color, int to) {
      return new Spec(
          frame.width(),
          frame.height(),
          frame.format(),
          to,
          Colors.matrix(color, frame.width(), frame.height()),
          color.fullRange(),
          frame.chroma_location(),
          Colors.contrast(frame.format(), color.fullRange()));
    }
  }

  private Spec spec;
  private SwsContext context;

  /**
   * Sets up for these pictures.
   *
   * @throws MediaException when swscale cannot convert their pixel format
   */
  void prepare(Spec wanted) {
    if (wanted.equals(spec)) {
      return;
    }
    close();
    context = sws_alloc_context();
    context.src_w(wanted.width).src_h(wanted.height).src_format(wanted.from);
    context.dst_w(wanted.width).dst_h(wanted.height).dst_format(wanted.to);
    context.flags(FLAGS);
    context.src_range(wanted.fullRange ? 1 : 0).dst_range(1);
    Colors.siting(
        wanted.from, wanted.chromaLocation, context::src_h_chr_pos, context::src_v_chr_pos);
    int code = sws_init_context(context, (SwsFilter) null, null);
    if (code < 0) {
      close();
      throw new MediaException(
          Kind.UNSUPPORTED,
          "pictures of "
              + wanted.width
              + "x"
              + wanted.height
              + " in pixel format "
              + PixelConverter.name(wanted.from)
              + " cannot be converted to RGB ("
              + Ffmpeg.error(code)
              + ")");
    }
    IntPointer matrix = sws_getCoefficients(wanted.matrix);
    sws_setColorspaceDetails(
        context, matrix, wanted.fullRange ? 1 : 0, matrix, 1, 0, wanted.contrast, UNIT);
    spec = wanted;
  }

  /** Converts one picture. */
  void scale(AVFrame frame, PointerPointer<?> planes, IntPointer strides) {
    int rows =
        sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
    if (rows != frame.height()) {
      throw new MediaException(
          Kind.BAD_INPUT,
          "a picture in pixel format "
              + PixelConverter.name(frame.format())
              + " could not be converted to RGB ("
              + Ffmpeg.error(Math.min(rows, 0))
              + ")");
    }
  }

  @Override
  public void close() {
    if (context != null) {
      sws_freeContext(context);
    }
    context = null;
    spec = null;
  }
}
