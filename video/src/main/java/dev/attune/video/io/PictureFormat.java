package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.PixelLayout;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * In what form the frames of a source are given, decided by its first picture.
 *
 * @param layout RGB, or RGBA where there is opacity; gray pictures among RGB ones stay gray
 * @param bitDepth 8, or 16 where the stored samples are deeper
 */
record PictureFormat(PixelLayout layout, int bitDepth) {
  private static final Set<String> FULL_RANGE_BY_NAME =
      Set.of("yuvj420p", "yuvj422p", "yuvj444p", "yuvj440p", "yuvj411p");

  /** The form that loses nothing of this picture. */
  static PictureFormat of(AVFrame frame) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    int depth = 0;
    for (int i = 0; i < format.nb_components(); i++) {
      depth = Math.max(depth, format.comp(i).depth());
    }
    boolean alpha = (format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
    return new PictureFormat(alpha ? PixelLayout.RGBA : PixelLayout.RGB, depth > 8 ? 16 : 8);
  }

  /** The layout of one picture: gray ones stay gray where no opacity is wanted. */
  PixelLayout layoutOf(AVFrame frame) {
    boolean gray =
        layout == PixelLayout.RGB
            && GrayExpansion.handles(frame.format())
            && !PixelFormats.hasAlpha(frame.format());
    return gray ? PixelLayout.GRAY : layout;
  }

  /** Whether giving a picture of {@code other} form in this one loses something. */
  boolean loses(PictureFormat other) {
    return layout.channels() < other.layout.channels() || bitDepth < other.bitDepth;
  }

  /** What the picture says of its colours; the range, where it says none, is its format's usual. */
  static ColorSpec color(AVFrame frame) {
    int range = frame.color_range();
    boolean fullRange =
        range == AVCOL_RANGE_UNSPECIFIED
            ? PixelConverter.isRgb(frame.format())
                || GrayExpansion.handles(frame.format())
                || FULL_RANGE_BY_NAME.contains(PixelConverter.name(frame.format()))
            : range == AVCOL_RANGE_JPEG;
    return new ColorSpec(frame.colorspace(), frame.color_primaries(), frame.color_trc(), fullRange);
  }
}
