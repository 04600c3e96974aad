package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_supported_config;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.attune.video.io.MediaException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Chooses in which pixel format an encoder stores frames. */
final class PixelFormats {
  private static final int ASK_PIXEL_FORMATS = 0;

  private static final List<String> DEEP =
      List.of("yuv420p10le", "yuv422p10le", "yuv444p10le", "rgb48le", "rgb48be");
  private static final List<String> DEEP_ALPHA = List.of("yuva444p10le", "rgba64le", "rgba64be");
  private static final List<String> PLAIN =
      List.of("yuv420p", "yuv422p", "yuv444p", "nv12", "bgr0", "rgb24");
  private static final List<String> PLAIN_ALPHA = List.of("yuva420p", "bgra", "rgba");
  private static final List<String> LOSSLESS = List.of("bgr0", "rgb24");
  private static final List<String> LOSSLESS_DEEP = List.of("rgb48le", "rgb48be");
  private static final List<String> LOSSLESS_ALPHA = List.of("bgra", "rgba");
  private static final List<String> LOSSLESS_DEEP_ALPHA = List.of("rgba64le", "rgba64be");

  private PixelFormats() {}

  /**
   * The pixel format, as FFmpeg's number: the one that was asked for, or the closest to frames of
   * this kind among the common ones. An encoder that loses nothing gets R'G'B', since Y'CbCr would
   * round.
   *
   * @param asked FFmpeg's name, or null
   * @throws MediaException when the encoder cannot store the one that was asked for
   */
  static int choose(
      AVCodecContext context, EncoderProfile profile, String asked, int bitDepth, boolean alpha) {
    List<Integer> supported = supported(context);
    if (asked != null) {
      int format = av_get_pix_fmt(asked);
      if (format == AV_PIX_FMT_NONE || !supported.contains(format)) {
        throw new MediaException(
            Kind.UNSUPPORTED,
            "pixel format "
                + asked
                + " cannot be stored by "
                + profile.name()
                + "; it takes "
                + supported.stream().map(PixelFormats::name).collect(Collectors.joining(", ")));
      }
      return format;
    }
    for (String name : preferred(profile, bitDepth, alpha)) {
      int format = av_get_pix_fmt(name);
      if (supported.contains(format)) {
        return format;
      }
    }
    if (supported.isEmpty()) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          profile.name() + " takes no pixel format that can be made here: take another encoder");
    }
    return supported.get(0);
  }

  /** FFmpeg's name of a pixel format. */
  static String name(int format) {
    return av_get_pix_fmt_name(format).getString();
  }

  /** Whether the format keeps opacity. */
  static boolean hasAlpha(int format) {
    return (descriptor(format).flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
  }

  /** Whether the format holds R'G'B' rather than Y'CbCr or gray. */
  static boolean isRgb(int format) {
    return (descriptor(format).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
  }

  /** Whether the format holds lightness only, with opacity or without. */
  static boolean isGray(int format) {
    return descriptor(format).nb_components() <= 2;
  }

  /** Significant bits of a sample. */
  static int depth(int format) {
    return descriptor(format).comp(0).depth();
  }

  /** Binary logarithm of luma columns per chroma column. */
  static int chromaShiftX(int format) {
    return descriptor(format).log2_chroma_w();
  }

  /** Binary logarithm of luma rows per chroma row. */
  static int chromaShiftY(int format) {
    return descriptor(format).log2_chroma_h();
  }

  private static List<String> preferred(EncoderProfile profile, int bitDepth, boolean alpha) {
    boolean deep = bitDepth > 8;
    List<String> all = new ArrayList<>();
    if (profile.scale() == EncoderProfile.Scale.LOSSLESS) {
      if (alpha) {
        all.addAll(deep ? LOSSLESS_DEEP_ALPHA : LOSSLESS_ALPHA);
      }
      all.addAll(deep ? LOSSLESS_DEEP : LOSSLESS);
    }
    if (alpha) {
      all.addAll(deep ? DEEP_ALPHA : PLAIN_ALPHA);
      all.addAll(deep ? PLAIN_ALPHA : DEEP_ALPHA);
    }
    all.addAll(deep ? DEEP : PLAIN);
    all.addAll(deep ? PLAIN : DEEP);
    return all;
  }

  private static List<Integer> supported(AVCodecContext context) {
    try (PointerPointer<Pointer> list = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1)) {
      int code = avcodec_get_supported_config(context, null, ASK_PIXEL_FORMATS, 0, list, count);
      List<Integer> all = new ArrayList<>();
      if (code >= 0 && count.get() > 0) {
        IntPointer formats = new IntPointer(list.get(0));
        for (int i = 0; i < count.get(); i++) {
          int format = formats.get(i);
          if (PicturePacker.canMake(format)) {
            all.add(format);
          }
        }
      }
      return all;
    }
  }

  private static AVPixFmtDescriptor descriptor(int format) {
    return av_pix_fmt_desc_get(format);
  }
}
