package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterTimesTest {
  private static final long[] EVEN = {0, 1, 2, 3, 4, 5};
  private static final long[] UNEVEN = {0, 7, 8, 9, 100, 101, 1000};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mp4, openh264, 1, 25, 1, 0",
    "mp4, openh264, 1001, 30000, 1, 0",
    "mp4, openh264, 1, 30000, 1001, 2002",
    "mp4, openh264, 1, 90000, 3003, 127920",
    "mp4, openh264, 1, 90000, 3003, 5",
    "mp4, openh264, 1, 1000000, 33367, 1234567",
    "mp4, openh264, 1, 19001, 17, 3",
    "mov, openh264, 1001, 24000, 1, 7",
    "mp4, av1, 1001, 30000, 1, 13",
    "mp4, vp9, 1, 90000, 3003, 127920",
    "mp4, ffv1, 1, 48, 1, 3",
    "mov, prores, 1, 24000, 1001, 1001",
    "nut, openh264, 1, 90000, 3003, 5",
    "nut, ffv1, 1001, 30000, 1, 0",
    "nut, x264, 1001, 30000, 1, 0",
    "mp4, x264, 1, 90000, 3003, 5",
    "mp4, x265, 1001, 30000, 1, 0",
    "mkv, x264, 1, 1000, 33, 0",
    "mkv, openh264, 1, 1000, 33, 1400",
    "webm, vp9, 1, 200, 5, 17"
  })
  void timesComeOutExactly(
      String extension, String encoder, int numerator, int denominator, long step, long offset) {
    Assumptions.assumeTrue(
        !encoder.startsWith("x26") || Encoders.available().contains("lib" + encoder));
    StreamInfo info = info(new Rational(numerator, denominator));
    for (long[] pattern : new long[][] {EVEN, UNEVEN}) {
      List<Frame> frames = frames(info, pattern, step, offset);
      Path file = folder.resolve("a." + extension);

      TestFrames.write(
          file,
          info,
          frames,
          WriteOptions.DEFAULTS.withEncoder(encoder).withOverwrite(true).withThreads(1));

      List<Frame> read = TestFrames.read(file);
      assertThat(read).hasSameSizeAs(frames);
      for (int i = 0; i < frames.size(); i++) {
        Timestamp wanted = frames.get(i).time();
        assertThat(read.get(i).time()).as("frame %d of %s", i, wanted).isEqualByComparingTo(wanted);
      }
    }
  }

  @Test
  void theLastFrameIsShownForAsLongAsTheSourceSays() {
    StreamInfo info = info(new Rational(1, 1000));
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Frame frame = TestFrames.soft(info, PixelLayout.RGB, i, 40L * i, 0);
      frames.add(withDuration(frame, i == 2 ? 700 : 40));
    }
    Path file = folder.resolve("a.mp4");

    // An encoder that keeps the order of frames, so that the last packet is the last frame.
    TestFrames.write(
        file, info, frames, WriteOptions.DEFAULTS.withEncoder("openh264").withThreads(1));

    FileContent.Stream video = FileContent.of(file).streams().get(0);
    assertThat(video.packets().get(2).duration().seconds()).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void matroskaSaysThatItRoundsAndStaysWithinHalfAMillisecond() {
    StreamInfo info = info(new Rational(1001, 30000));
    List<Frame> frames = frames(info, EVEN, 1, 3);
    Path file = folder.resolve("a.mkv");

    List<String> notices =
        TestFrames.write(file, info, frames, WriteOptions.DEFAULTS.withThreads(1));

    assertThat(notices).anyMatch(n -> n.contains("milliseconds") && n.contains("1001/30000"));
    List<Frame> read = TestFrames.read(file);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(read.get(i).time().seconds())
          .isCloseTo(frames.get(i).time().seconds(), within(0.0005001));
    }
    assertThat(
            TestFrames.write(
                folder.resolve("b.mp4"), info, frames, WriteOptions.DEFAULTS.withThreads(1)))
        .isEmpty();
  }

  @Test
  void timesBeforeZeroAreCountedFromTheFirstFrame() {
    StreamInfo info = info(new Rational(1, 1000));
    for (String extension : List.of("mp4", "mkv")) {
      Path file = folder.resolve("a." + extension);

      TestFrames.write(
          file, info, frames(info, EVEN, 40, -100), WriteOptions.DEFAULTS.withThreads(1));

      List<Frame> read = TestFrames.read(file);
      assertThat(read).extracting(f -> f.time().seconds()).startsWith(0.0, 0.04).hasSize(6);
    }
  }

  @Test
  void framesOutOfOrderAreTheCallersMistake() {
    StreamInfo info = info(new Rational(1, 25));
    try (FrameSink sink = Sinks.open(folder.resolve("a.mp4"), info, WriteOptions.DEFAULTS)) {
      sink.write(TestFrames.soft(info, PixelLayout.RGB, 0, 5, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sink.write(TestFrames.soft(info, PixelLayout.RGB, 1, 5, 0)))
          .withMessageContaining("frame 1");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"matroska, mkv", "nut, nut"})
  void aPipeGetsAFileThatReadsTheSame(String container, String extension) throws IOException {
    StreamInfo info = info(new Rational(1, 1000));
    List<Frame> frames = frames(info, UNEVEN, 40, 80);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    try (FrameSink sink =
        Sinks.open(bytes, container, info, WriteOptions.DEFAULTS.withThreads(1))) {
      frames.forEach(sink::write);
      sink.finish();
    }

    Path file = folder.resolve("a." + extension);
    Files.write(file, bytes.toByteArray());
    List<Frame> read = TestFrames.read(file);
    assertThat(read)
        .extracting(f -> f.time().seconds())
        .containsExactlyElementsOf(frames.stream().map(f -> f.time().seconds()).toList());
    assertThat(TestFrames.psnr(frames.get(6), read.get(6), 3)).isGreaterThan(38);
    assertThat(TestFrames.refusal(() -> Sinks.open(bytes, "mp4", info, WriteOptions.DEFAULTS)))
        .hasMessageContaining("mp4");
  }

  private static StreamInfo info(Rational timeBase) {
    return TestFrames.info(
        64, 48, timeBase, new Rational(25, 1), 8, false, new ColorSpec(1, 1, 1, false));
  }

  private static List<Frame> frames(StreamInfo info, long[] pattern, long step, long offset) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < pattern.length; i++) {
      frames.add(TestFrames.soft(info, PixelLayout.RGB, i, offset + step * pattern[i], 0));
    }
    return frames;
  }

  private static Frame withDuration(Frame f, long ticks) {
    return new Frame(
        f.index(),
        f.time(),
        new Timestamp(ticks, f.time().timeBase()),
        f.width(),
        f.height(),
        f.layout(),
        f.bitDepth(),
        f.strideBytes(),
        f.data(),
        f.color());
  }
}
