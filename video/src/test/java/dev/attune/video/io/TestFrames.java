package dev.attune.video.io;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Frames made for tests, written and read back. */
final class TestFrames {
  private TestFrames() {}

  /** What a source of such frames would tell. */
  static StreamInfo info(
      int width,
      int height,
      Rational timeBase,
      Rational frameRate,
      int bitDepth,
      boolean alpha,
      ColorSpec color) {
    return new StreamInfo(
        width,
        height,
        timeBase,
        frameRate,
        OptionalLong.empty(),
        Optional.empty(),
        bitDepth,
        alpha,
        color,
        Rational.ONE,
        0,
        false,
        "test",
        "test");
  }

  /** 25 frames a second of 8 bit R'G'B'. */
  static StreamInfo plain(int width, int height) {
    return info(
        width,
        height,
        new Rational(1, 25),
        new Rational(25, 1),
        8,
        false,
        new ColorSpec(1, 1, 1, false));
  }

  /**
   * A soft moving pattern: what natural video is to an encoder. Another {@code seed} is another
   * pattern.
   */
  static Frame soft(StreamInfo info, PixelLayout layout, long index, long ticks, int seed) {
    Frame frame = empty(info, layout, index, ticks);
    for (int y = 0; y < info.height(); y++) {
      for (int x = 0; x < info.width(); x++) {
        for (int c = 0; c < layout.channels(); c++) {
          double wave =
              Math.sin((x + 2.0 * index) / (9.0 + c + seed))
                  + Math.cos((y - index) / (7.0 + 2 * c))
                  + Math.sin((x + y + seed) / 23.0);
          double value = 0.5 + wave / 7;
          set(frame, c, y, x, c == 3 ? 1 - value : value);
        }
      }
    }
    return frame;
  }

  /** Blocks of one colour each, of sides so great that chroma in the middle knows no neighbour. */
  static Frame flat(StreamInfo info, int blockSide, java.util.Random random) {
    Frame frame = empty(info, PixelLayout.RGB, 0, 0);
    for (int by = 0; by < info.height(); by += blockSide) {
      for (int bx = 0; bx < info.width(); bx += blockSide) {
        double[] color = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
        for (int y = by; y < Math.min(info.height(), by + blockSide); y++) {
          for (int x = bx; x < Math.min(info.width(), bx + blockSide); x++) {
            for (int c = 0; c < 3; c++) {
              set(frame, c, y, x, color[c]);
            }
          }
        }
      }
    }
    return frame;
  }

  /** A black frame. */
  static Frame empty(StreamInfo info, PixelLayout layout, long index, long ticks) {
    return Frame.allocate(
        index,
        new Timestamp(ticks, info.timeBase()),
        new Timestamp(0, info.timeBase()),
        info.width(),
        info.height(),
        layout,
        info.bitDepth(),
        info.color());
  }

  /** Sets a sample to {@code value} of 0..1. */
  static void set(Frame frame, int c, int y, int x, double value) {
    int code = (int) Math.round(Math.min(1, Math.max(0, value)) * frame.maxValue());
    int at = y * frame.strideBytes() + (x * frame.layout().channels() + c) * frame.bitDepth() / 8;
    if (frame.bitDepth() == 8) {
      frame.data().put(at, (byte) code);
    } else {
      frame.data().order(ByteOrder.nativeOrder()).putShort(at, (short) code);
    }
  }

  /** {@code count} soft frames at successive ticks. */
  static List<Frame> softFrames(StreamInfo info, int count) {
    List<Frame> frames = new ArrayList<>();
    PixelLayout layout = info.hasAlpha() ? PixelLayout.RGBA : PixelLayout.RGB;
    for (int i = 0; i < count; i++) {
      frames.add(soft(info, layout, i, i, 0));
    }
    return frames;
  }

  /** Writes frames and gives the notices. */
  static List<String> write(Path file, StreamInfo info, List<Frame> frames, WriteOptions options) {
    try (FrameSink sink = Sinks.open(file, info, options)) {
      frames.forEach(sink::write);
      sink.finish();
      return sink.notices();
    }
  }

  /** All frames of a file. */
  static List<Frame> read(Path file) {
    try (FrameSource source = Sources.open(file.toString(), ReadOptions.DEFAULTS)) {
      List<Frame> frames = new ArrayList<>();
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
      return frames;
    }
  }

  /** The failure that a call must end in. */
  static MediaException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    MediaException refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(MediaException.class, call);
    org.assertj.core.api.Assertions.assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }

  /** What a file tells. */
  static StreamInfo infoOf(Path file) {
    try (FrameSource source = Sources.open(file.toString(), ReadOptions.DEFAULTS)) {
      return source.info();
    }
  }

  /** Peak signal to noise ratio in dB over the first {@code channels} channels. */
  static double psnr(Frame a, Frame b, int channels) {
    double sum = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int c = 0; c < channels; c++) {
          double d =
              (double) a.sample(c, y, x) / a.maxValue() - (double) b.sample(c, y, x) / b.maxValue();
          sum += d * d;
        }
      }
    }
    return 10 * Math.log10((double) a.width() * a.height() * channels / Math.max(sum, 1e-12));
  }

  /** Greatest difference of any sample of the first {@code channels} channels, in units of a. */
  static int greatestDifference(Frame a, Frame b, int channels) {
    int greatest = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int c = 0; c < channels; c++) {
          greatest = Math.max(greatest, Math.abs(a.sample(c, y, x) - b.sample(c, y, x)));
        }
      }
    }
    return greatest;
  }
}
