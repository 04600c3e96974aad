package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_is_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * An open video encoder: frames in, packets out, in the time base of the stream. Not thread-safe.
 */
final class VideoEncoder implements AutoCloseable {
  private final EncoderPlan plan;
  private final PicturePacker packer;
  private final OutputColor color;
  // Encoders do not all hand durations on, so they are kept by presentation time.
  private final Map<Long, Long> durations = new HashMap<>();
  private AVCodecContext context;
  private AVFrame picture = av_frame_alloc();
  private AVPacket packet = av_packet_alloc();

  /**
   * Opens the encoder.
   *
   * @param globalHeader whether the container wants the stream's parameters in its own header
   * @throws MediaException of kind {@code UNSUPPORTED} when an option is unknown or has no such
   *     value, or the encoder refuses the pictures
   */
  VideoEncoder(EncoderPlan plan, StreamInfo info, WriteOptions options, boolean globalHeader) {
    this.plan = plan;
    color = OutputColor.of(info, plan.codec().id(), plan.pixelFormat());
    packer =
        new PicturePacker(
            plan.pixelFormat(),
            color,
            info.width(),
            info.height(),
            plan.storedWidth(),
            plan.storedHeight());
    try {
      context = avcodec_alloc_context3(plan.codec());
      describe(info, options.threads());
      EncoderOptions.apply(context, plan.profile(), options, info.frameRate());
      if (globalHeader) {
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
      }
      int code = avcodec_open2(context, plan.codec(), (AVDictionary) null);
      if (code < 0) {
        throw refused(info, code);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** For copying its parameters into a container. */
  AVCodecContext context() {
    return context;
  }

  /** How the pictures are stored. */
  EncoderPlan plan() {
    return plan;
  }

  /**
   * Encodes one frame.
   *
   * @param ticks its presentation time in the time base of the stream
   * @param durationTicks how long it is shown
   * @param sink takes the packets that are ready; each is valid during the call only
   * @throws MediaException when the encoder fails
   */
  void encode(Frame frame, long ticks, long durationTicks, Consumer<AVPacket> sink) {
    preparePicture();
    packer.pack(frame, picture);
    picture.pts(ticks).duration(durationTicks);
    durations.put(ticks, durationTicks);
    send(picture, sink);
  }

  /** Gives the packets that the encoder still holds back; nothing can be encoded afterwards. */
  void flush(Consumer<AVPacket> sink) {
    send(null, sink);
  }

  @Override
  public void close() {
    if (packet != null) {
      av_packet_free(packet);
      av_frame_free(picture);
      avcodec_free_context(context);
    }
    packet = null;
    picture = null;
    context = null;
  }

  private void describe(StreamInfo info, int threads) {
    Rational base = info.timeBase();
    context.width(plan.storedWidth()).height(plan.storedHeight()).pix_fmt(plan.pixelFormat());
    context.time_base().num(base.numerator()).den(base.denominator());
    context.framerate().num(info.frameRate().numerator()).den(info.frameRate().denominator());
    context
        .sample_aspect_ratio()
        .num(info.sampleAspect().numerator())
        .den(info.sampleAspect().denominator());
    context.thread_count(threads);
    color.tell(context);
    info.hdr().ifPresent(hdr -> HdrData.tell(hdr, context));
  }

  private void preparePicture() {
    // An encoder with threads may still read the last picture.
    if (picture.data(0) != null && av_frame_is_writable(picture) > 0) {
      return;
    }
    av_frame_unref(picture);
    picture.width(plan.storedWidth()).height(plan.storedHeight()).format(plan.pixelFormat());
    int code = av_frame_get_buffer(picture, 0);
    if (code < 0) {
      throw new OutOfMemoryError(
          "no memory for a picture of " + plan.storedWidth() + "x" + plan.storedHeight());
    }
    color.tell(picture);
    picture.sample_aspect_ratio(context.sample_aspect_ratio());
  }

  private void send(AVFrame frame, Consumer<AVPacket> sink) {
    int code = avcodec_send_frame(context, frame);
    if (code < 0) {
      throw failed(code);
    }
    while (true) {
      code = avcodec_receive_packet(context, packet);
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF()) {
        return;
      }
      if (code < 0) {
        throw failed(code);
      }
      Long duration = durations.remove(packet.pts());
      if (duration != null) {
        packet.duration(duration);
      }
      try {
        sink.accept(packet);
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  private MediaException refused(StreamInfo info, int code) {
    return new MediaException(
        Kind.UNSUPPORTED,
        plan.profile().name()
            + " refuses pictures of "
            + info.width()
            + "x"
            + info.height()
            + " in pixel format "
            + PixelFormats.name(plan.pixelFormat())
            + " with these options ("
            + Ffmpeg.error(code)
            + "): change the options or take another encoder, one of "
            + String.join(", ", Encoders.available()));
  }

  private MediaException failed(int code) {
    return new MediaException(
        Kind.OUTPUT, "encoder " + plan.profile().name() + " failed (" + Ffmpeg.error(code) + ")");
  }
}
