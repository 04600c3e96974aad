package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterColorTest {
  private static final int BLOCK = 32;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "yuv444p, 1, false, 2", "yuv444p, 1, true, 2", "yuv444p, 5, false, 2", "yuv444p, 5, true, 2",
    "yuv444p, 6, false, 2", "yuv444p, 7, false, 2", "yuv444p, 9, false, 2", "yuv444p, 9, true, 2",
    "yuv420p, 1, false, 2", "yuv420p, 1, true, 2", "yuv420p, 6, false, 2", "yuv420p, 6, true, 2",
    "yuv422p, 1, false, 2", "yuv422p, 6, true, 2"
  })
  void colorsComeBackButForRounding(String format, int matrix, boolean fullRange, int most) {
    StreamInfo info = info(8, new ColorSpec(matrix, 1, 1, fullRange));
    Frame frame = TestFrames.flat(info, BLOCK, new Random(5));

    Frame read = roundTrip(info, frame, format);

    assertThat(read.color()).isEqualTo(info.color());
    assertThat(differenceInsideBlocks(frame, read)).isLessThanOrEqualTo(most);
    assertThat(bias(frame, read)).isCloseTo(0, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({
    "yuv444p, 1, false", "yuv444p, 1, true", "yuv444p, 6, false", "yuv444p, 6, true",
    "yuv420p, 1, false", "yuv420p, 1, true", "yuv420p, 6, false", "yuv420p, 6, true"
  })
  void readingAndWritingAgainAddsNothing(String format, int matrix, boolean fullRange) {
    StreamInfo info = info(8, new ColorSpec(matrix, 1, 1, fullRange));
    Frame once = roundTrip(info, TestFrames.flat(info, BLOCK, new Random(6)), format);

    Frame twice = roundTrip(info, once, format);

    assertThat(differenceInsideBlocks(once, twice)).isLessThanOrEqualTo(fullRange ? 1 : 0);
    assertThat(TestFrames.psnr(once, twice, 3)).isGreaterThan(format.equals("yuv420p") ? 42 : 52);
  }

  @ParameterizedTest
  @CsvSource({
    "yuv444p10le, 1, false, 160", "yuv444p10le, 1, true, 160", "yuv444p10le, 9, false, 160",
    "yuv420p10le, 9, false, 160", "yuv444p16le, 1, false, 40", "yuv444p16le, 9, true, 40"
  })
  void sixteenBitsKeepWhiteAndAreNotBiased(String format, int matrix, boolean full, int most) {
    StreamInfo info = info(16, new ColorSpec(matrix, 1, 1, full));
    Frame frame = TestFrames.flat(info, BLOCK, new Random(7));
    for (int y = 0; y < BLOCK; y++) {
      for (int x = 0; x < BLOCK; x++) {
        for (int c = 0; c < 3; c++) {
          TestFrames.set(frame, c, y, x, 1);
          TestFrames.set(frame, c, y, x + BLOCK, 0);
        }
      }
    }

    Frame read = roundTrip(info, frame, format);

    assertThat(differenceInsideBlocks(frame, read)).isLessThanOrEqualTo(most);
    assertThat(bias(frame, read)).isCloseTo(0, within(30.0));
    assertThat(read.sample(1, BLOCK / 2, BLOCK / 2)).isGreaterThan(65535 - 70);
    assertThat(read.sample(1, BLOCK / 2, BLOCK + BLOCK / 2)).isLessThan(70);
  }

  @ParameterizedTest
  @CsvSource({"8, false", "8, true", "16, false", "16, true"})
  void anEncoderWithoutLossKeepsEverySample(int depth, boolean alpha) {
    StreamInfo info =
        TestFrames.info(
            37, 23, new Rational(1, 25), new Rational(25, 1), depth, alpha, ColorSpec.SRGB);
    PixelLayout layout = alpha ? PixelLayout.RGBA : PixelLayout.RGB;
    Frame frame = TestFrames.soft(info, layout, 0, 0, 3);
    Path file = folder.resolve("a.mkv");

    List<String> notices =
        TestFrames.write(
            file, info, List.of(frame), WriteOptions.DEFAULTS.withEncoder("ffv1").withThreads(1));

    Frame read = TestFrames.read(file).get(0);
    assertThat(read.bitDepth()).isEqualTo(depth);
    assertThat(read.layout()).isEqualTo(layout);
    assertThat(TestFrames.greatestDifference(frame, read, layout.channels())).isZero();
    assertThat(notices).noneMatch(n -> n.contains("opacity") || n.contains("bit"));
  }

  @Test
  void silenceAboutTheMatrixIsKept() {
    StreamInfo info = info(8, new ColorSpec(2, 2, 2, false));
    Frame frame = TestFrames.flat(info, BLOCK, new Random(8));

    Frame read = roundTrip(info, frame, "yuv444p");

    assertThat(read.color()).isEqualTo(info.color());
    assertThat(differenceInsideBlocks(frame, read)).isLessThanOrEqualTo(2);
  }

  @Test
  void picturesOfRgbBecomeVideoOfLimitedRangeWithItsMatrixNamed() {
    StreamInfo info = info(8, ColorSpec.SRGB);
    Frame frame = TestFrames.flat(info, BLOCK, new Random(9));

    Frame read = roundTrip(info, frame, "yuv444p");

    assertThat(read.color()).isEqualTo(new ColorSpec(6, 1, 13, false));
    assertThat(differenceInsideBlocks(frame, read)).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"openh264, mp4", "openh264, mkv", "av1, mp4", "vp9, webm", "prores, mov"})
  void everyEncoderTellsItsColors(String encoder, String extension) {
    ColorSpec color = new ColorSpec(6, 6, 6, false);
    StreamInfo info = info(8, color);
    Path file = folder.resolve("a." + extension);

    TestFrames.write(
        file,
        info,
        List.of(TestFrames.flat(info, BLOCK, new Random(10))),
        WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1));

    assertThat(TestFrames.read(file).get(0).color()).isEqualTo(color);
  }

  private static StreamInfo info(int depth, ColorSpec color) {
    return TestFrames.info(
        8 * BLOCK, 4 * BLOCK, new Rational(1, 25), new Rational(25, 1), depth, false, color);
  }

  private Frame roundTrip(StreamInfo info, Frame frame, String format) {
    Path file = folder.resolve("a.mkv");
    TestFrames.write(
        file,
        info,
        List.of(frame),
        WriteOptions.DEFAULTS
            .withEncoder("ffv1")
            .withPixelFormat(format)
            .withOverwrite(true)
            .withThreads(1));
    return TestFrames.read(file).get(0);
  }

  /** In the middle of each block, where its neighbours' chroma does not reach. */
  private static int differenceInsideBlocks(Frame a, Frame b) {
    int greatest = 0;
    for (int y = BLOCK / 2; y < a.height(); y += BLOCK) {
      for (int x = BLOCK / 2; x < a.width(); x += BLOCK) {
        for (int c = 0; c < 3; c++) {
          greatest = Math.max(greatest, Math.abs(a.sample(c, y, x) - b.sample(c, y, x)));
        }
      }
    }
    return greatest;
  }

  private static double bias(Frame a, Frame b) {
    double sum = 0;
    long count = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int c = 0; c < 3; c++) {
          sum += b.sample(c, y, x) - a.sample(c, y, x);
          count++;
        }
      }
    }
    return sum / count;
  }
}
