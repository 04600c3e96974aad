package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Brings frames to the size and the clock of a video file and tells what of them it does not keep.
 * Not thread-safe.
 */
final class VideoFrames implements AutoCloseable {
  private static final String RESIZED = "from frame ";

  private final StreamInfo info;
  private final OutputClock clock;
  private final FrameResizer resizer;
  private final Set<String> notices;
  private boolean resized;

  /**
   * Frames that have not begun.
   *
   * @param notices takes what is not kept
   */
  VideoFrames(
      Container container,
      EncoderPlan plan,
      StreamInfo info,
      WriteOptions options,
      Set<String> notices) {
    this.info = info;
    this.notices = notices;
    boolean cutsBeginning = options.tracks().map(copy -> !copy.start().isZero()).orElse(false);
    clock = new OutputClock(info.timeBase(), info.frameRate(), cutsBeginning);
    resizer = new FrameResizer(info.width(), info.height());
    notices.addAll(plan.notices(info, options, container != Container.NUT));
    noteTimes(container);
  }

  /** The encoder for a container, as the options ask for it. */
  static EncoderPlan plan(Container container, StreamInfo info, WriteOptions options) {
    Encoders.Choice choice =
        options
            .encoder()
            .map(Encoders::named)
            .orElseGet(() -> Encoders.usual(container, info.bitDepth(), info.hasAlpha()));
    return EncoderPlan.of(choice, info, options);
  }

  /** Encodes the next frame. */
  void encode(Frame frame, VideoEncoder encoder, Consumer<AVPacket> sink) {
    noteSize(frame);
    Frame sized = resizer.resize(frame);
    encoder.encode(sized, clock.place(frame), clock.duration(frame), sink);
  }

  /** Whether there was a frame. */
  boolean started() {
    return clock.started();
  }

  /** What is subtracted from all times of the input; known from the first frame on. */
  Timestamp shift() {
    return clock.shift();
  }

  /** Goes on after frames that were encoded before, the first of them moved by {@code shift}. */
  void goOn(Timestamp shift) {
    clock.goOn(shift);
  }

  /** Goes on with what was told of frames before. */
  void resume(List<String> told) {
    notices.addAll(told);
    resized |= told.stream().anyMatch(t -> t.startsWith(RESIZED));
  }

  /** What is not kept so far. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void close() {
    resizer.close();
  }

  /** A container has one size of pictures; the first change is told, a camera may turn often. */
  private void noteSize(Frame frame) {
    if (resized || (frame.width() == info.width() && frame.height() == info.height())) {
      return;
    }
    resized = true;
    notices.add(
        RESIZED
            + frame.index()
            + " on the size of the pictures changes ("
            + frame.width()
            + "x"
            + frame.height()
            + "); they are scaled to "
            + info.width()
            + "x"
            + info.height()
            + ", since the pictures of a video file have one size (a folder of pictures keeps"
            + " each)");
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
        && base.denominator() > VideoFile.FINEST_MOV_CLOCK
        && VideoFile.FINEST_MOV_CLOCK % base.denominator() != 0) {
      notices.add("times are rounded to microseconds: the source counts in " + base + " s");
    }
  }
}
