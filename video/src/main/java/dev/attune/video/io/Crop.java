package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.IntPointer;

/**
 * Which border of stored pictures a container says is not to be shown (MP4's clean aperture,
 * Matroska's PixelCrop), in pixels; decoders apply only what their own stream says.
 */
record Crop(int top, int bottom, int left, int right) {
  private static final int EDGES = 4;
  private static final Crop NONE = new Crop(0, 0, 0, 0);

  /** What a container says of a stream; nothing where it is impossible. */
  static Crop of(AVCodecParameters stream) {
    AVPacketSideData data =
        av_packet_side_data_get(
            stream.coded_side_data(), stream.nb_coded_side_data(), AV_PKT_DATA_FRAME_CROPPING);
    if (data == null || data.size() < (long) EDGES * Integer.BYTES) {
      return NONE;
    }
    // Little endian by FFmpeg's definition, as are all machines for which there are natives.
    IntPointer edges = new IntPointer(data.data());
    Crop crop = new Crop(edges.get(0), edges.get(1), edges.get(2), edges.get(3));
    return crop.fits(stream.width(), stream.height()) ? crop : NONE;
  }

  /** Takes the border away from a picture of the size that the container declares. */
  void apply(AVFrame picture, AVCodecParameters stream) {
    boolean declared = picture.width() == stream.width() && picture.height() == stream.height();
    if (equals(NONE) || !declared) {
      return;
    }
    picture.crop_top(top).crop_bottom(bottom).crop_left(left).crop_right(right);
    av_frame_apply_cropping(picture, AV_FRAME_CROP_UNALIGNED);
  }

  private boolean fits(int width, int height) {
    return top >= 0
        && bottom >= 0
        && left >= 0
        && right >= 0
        && (long) top + bottom < height
        && (long) left + right < width;
  }
}
