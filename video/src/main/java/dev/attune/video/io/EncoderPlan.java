package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;

import dev.attune.video.io.MediaException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * Which encoder stores pictures in which form.
 *
 * @param codec FFmpeg's encoder
 * @param profile what is known of it
 * @param pixelFormat FFmpeg's number
 * @param storedWidth columns that the encoder gets, at least those of the frames
 * @param storedHeight rows that the encoder gets, at least those of the frames
 * @param cropRight how many of the columns repeat the last one and are not to be shown
 * @param cropBottom how many of the rows repeat the last one and are not to be shown
 */
record EncoderPlan(
    AVCodec codec,
    EncoderProfile profile,
    int pixelFormat,
    int storedWidth,
    int storedHeight,
    int cropRight,
    int cropBottom) {

  /**
   * The plan for a source's pictures.
   *
   * @throws MediaException of kind {@code UNSUPPORTED} when the encoder cannot store them
   */
  static EncoderPlan of(Encoders.Choice choice, StreamInfo info, WriteOptions options) {
    EncoderProfile profile = choice.profile();
    int format;
    AVCodecContext probe = avcodec_alloc_context3(choice.codec());
    try {
      format =
          PixelFormats.choose(
              probe, profile, options.pixelFormat().orElse(null), info.bitDepth(), info.hasAlpha());
    } finally {
      avcodec_free_context(probe);
    }
    int width = stored(info.width(), profile, PixelFormats.chromaShiftX(format));
    int height = stored(info.height(), profile, PixelFormats.chromaShiftY(format));
    if ((long) width * height > profile.mostPixels()) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          profile.name()
              + " stores at most "
              + profile.mostPixels()
              + " pixels, and pictures of "
              + info.width()
              + "x"
              + info.height()
              + " have more: take another encoder, such as av1");
    }
    return new EncoderPlan(
        choice.codec(),
        profile,
        format,
        width,
        height,
        width - info.width(),
        height - info.height());
  }

  /** Whether frames are continued beyond their border to suit the encoder. */
  boolean padded() {
    return cropRight > 0 || cropBottom > 0;
  }

  /**
   * What of the source this encoder does not keep, and what it keeps in an unusual way.
   *
   * @param cropKept whether the container says which part of a padded picture is to be shown
   */
  List<String> notices(StreamInfo info, WriteOptions options, boolean cropKept) {
    List<String> notices = new ArrayList<>();
    String encoder = profile.name() + " in pixel format " + PixelFormats.name(pixelFormat);
    if (padded()) {
      notices.add(
          "pictures of "
              + info.width()
              + "x"
              + info.height()
              + " are stored as "
              + storedWidth
              + "x"
              + storedHeight
              + " with their border repeated, since "
              + encoder
              + " cannot store their size; "
              + (cropKept
                  ? "the file says which part to show, but some players show all of it"
                  : "the container cannot say which part to show"));
    }
    if (info.hasAlpha() && !PixelFormats.hasAlpha(pixelFormat)) {
      notices.add("opacity is lost: " + encoder + " does not store it (ffv1 and PNG do)");
    }
    if (info.bitDepth() > 8 && PixelFormats.depth(pixelFormat) == 8) {
      notices.add(
          "pictures of more than 8 bit are stored with 8: "
              + encoder
              + " holds no more (av1, prores, ffv1 and PNG do)");
    }
    if (profile.scale() == EncoderProfile.Scale.FIXED_QUANTIZER
        && options.quality() instanceof Quality.Constant constant) {
      notices.add(
          profile.name() + " has no crf; " + constant.value() + " is used as its quantiser");
    }
    return notices;
  }

  private static int stored(int side, EncoderProfile profile, int chromaShift) {
    int least = Math.max(side, profile.leastSide());
    return profile.evenSides() && chromaShift > 0 ? least + least % 2 : least;
  }
}
