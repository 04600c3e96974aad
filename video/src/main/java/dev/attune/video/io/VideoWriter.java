package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Encodes frames and writes them, with tracks of the input, into a container file that appears
 * under its name when it is finished. Not thread-safe.
 */
final class VideoWriter implements FrameSink {
  private static final int FINEST_MOV_CLOCK = 1_000_000;

  private final StreamInfo info;
  private final String shown;
  private final OutputClock clock;
  private final VideoEncoder encoder;
  private final Muxer muxer;
  private final PartFile file;
  private final AVStream stream;
  private final AVRational encoderBase;
  private final List<String> notices = new ArrayList<>();
  private boolean finished;
  private boolean closed;

  /** Writes a file. */
  static VideoWriter toFile(
      Container container, Path output, StreamInfo info, WriteOptions options) {
    OutputTarget target = new OutputTarget(output, options);
    PartFile file = new PartFile(target);
    try {
      return new VideoWriter(container, target.shown(), file, file, info, options);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Writes to bytes that need no publishing. */
  static VideoWriter toBytes(
      Container container, ByteOutput output, StreamInfo info, WriteOptions options) {
    return new VideoWriter(container, "the output", output, null, info, options);
  }

  private VideoWriter(
      Container container,
      String shown,
      ByteOutput output,
      PartFile file,
      StreamInfo info,
      WriteOptions options) {
    this.info = info;
    this.shown = shown;
    this.file = file;
    Encoders.Choice choice =
        options
            .encoder()
            .map(Encoders::named)
            .orElseGet(() -> Encoders.usual(container, info.bitDepth(), info.hasAlpha()));
    EncoderPlan plan = EncoderPlan.of(choice, info, options);
    muxer = new Muxer(container, shown, output);
    VideoEncoder opened = null;
    try {
      opened = new VideoEncoder(plan, info, options, muxer.wantsGlobalHeader());
      stream = muxer.addVideo(opened, info);
      clock = new OutputClock(info.timeBase(), info.frameRate(), false);
      muxer.writeHeader(settings(container));
    } catch (RuntimeException | Error e) {
      if (opened != null) {
        opened.close();
      }
      muxer.close();
      throw e;
    }
    encoder = opened;
    encoderBase =
        new AVRational().num(info.timeBase().numerator()).den(info.timeBase().denominator());
    notices.addAll(plan.notices(info, options, container != Container.NUT));
    noteTimes(container);
  }

  @Override
  public void write(Frame frame) {
    requireOpen();
    if (frame.width() != info.width() || frame.height() != info.height()) {
      throw new MediaException(
          Kind.UNSUPPORTED,
          "frame "
              + frame.index()
              + " has "
              + frame.width()
              + "x"
              + frame.height()
              + " pixels, and the output was begun with "
              + info.width()
              + "x"
              + info.height()
              + ": all pictures of a video file have one size");
    }
    encoder.encode(frame, clock.place(frame), clock.duration(frame), this::mux);
  }

  @Override
  public void finish() {
    requireOpen();
    if (!clock.started()) {
      throw new MediaException(
          Kind.BAD_INPUT, "there was no frame to write to " + shown + ", so nothing is written");
    }
    encoder.flush(this::mux);
    muxer.finish();
    finished = true;
    close();
  }

  @Override
  public List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    encoder.close();
    muxer.close();
    encoderBase.close();
    if (file != null) {
      if (finished) {
        file.publish();
      } else {
        file.close();
      }
    }
  }

  private void mux(AVPacket packet) {
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoderBase, stream.time_base());
    muxer.write(packet);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the output is " + (finished ? "finished" : "closed"));
    }
  }

  /** Muxer options that make times come out as they went in. */
  private Map<String, String> settings(Container container) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (container.isMov()) {
      int clockRate = Math.min(FINEST_MOV_CLOCK, info.timeBase().denominator());
      stream.time_base().num(1).den(clockRate);
      // Offsets of tracks are written in the clock of the whole file, which would be milliseconds.
      settings.put("movie_timescale", Integer.toString(clockRate));
    }
    return settings;
  }

  private void noteTimes(Container container) {
    Rational base = info.timeBase();
    if (!container.exactTimes() && 1000L * base.numerator() % base.denominator() != 0) {
      notices.add(
          "times are rounded to milliseconds: "
              + container.muxer()
              + " cannot hold multiples of "
              + base
              + " s (mp4 and mov can)");
    }
    if (container.isMov()
        && base.denominator() > FINEST_MOV_CLOCK
        && FINEST_MOV_CLOCK % base.denominator() != 0) {
      notices.add("times are rounded to microseconds: the source counts in " + base + " s");
    }
  }
}
