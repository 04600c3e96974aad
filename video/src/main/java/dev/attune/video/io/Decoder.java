package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;

import dev.attune.video.io.MediaException.Kind;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** FFmpeg's decoder of one video stream or picture. Not thread-safe. */
final class Decoder implements AutoCloseable {
  private final AVCodecContext context;

  /**
   * For a stream of a container.
   *
   * @param withAlpha whether VP8 and VP9 carry a second picture of opacity
   */
  Decoder(
      String shown,
      AVCodecParameters parameters,
      AVRational timeBase,
      boolean withAlpha,
      ReadOptions options) {
    Ffmpeg.load();
    AVCodec codec = find(shown, parameters.codec_id(), withAlpha);
    context = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(context, parameters);
    context.pkt_timebase(timeBase);
    open(shown, codec, options);
  }

  /** For pictures without a container. */
  Decoder(String shown, int codecId, ReadOptions options) {
    Ffmpeg.load();
    AVCodec codec = find(shown, codecId, false);
    context = avcodec_alloc_context3(codec);
    open(shown, codec, options);
  }

  /** Hands in data, or null for "no more"; FFmpeg's code. */
  int send(AVPacket packet) {
    return avcodec_send_packet(context, packet);
  }

  /** Takes a picture out; FFmpeg's code. */
  int receive(AVFrame frame) {
    return avcodec_receive_frame(context, frame);
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avcodec_free_context(context);
    }
  }

  private void open(String shown, AVCodec codec, ReadOptions options) {
    context.max_pixels(options.maxPixels());
    context.thread_count(options.decoderThreads());
    context.err_recognition(context.err_recognition() | AV_EF_CRCCHECK);
    int code = avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      close();
      throw new MediaException(
          Kind.BAD_INPUT,
          shown
              + ": the decoder of "
              + name(codec.id())
              + " refuses this stream ("
              + Ffmpeg.error(code)
              + "); it may be damaged");
    }
  }

  private static AVCodec find(String shown, int codecId, boolean withAlpha) {
    AVCodec codec = null;
    if (withAlpha && (codecId == AV_CODEC_ID_VP8 || codecId == AV_CODEC_ID_VP9)) {
      // FFmpeg's own decoders of these two leave opacity out; libvpx reads it.
      codec = avcodec_find_decoder_by_name(codecId == AV_CODEC_ID_VP8 ? "libvpx" : "libvpx-vp9");
    }
    if (codec == null) {
      codec = avcodec_find_decoder(codecId);
    }
    if (codec == null) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          shown + ": no decoder for " + name(codecId) + "; convert it to a common codec first");
    }
    return codec;
  }

  /** FFmpeg's name of a codec. */
  static String name(int codecId) {
    return avcodec_get_name(codecId).getString(StandardCharsets.UTF_8);
  }
}
