package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openh264, mp4, 12, 40",
    "x264, mp4, 12, 40",
    "x265, mp4, 12, 40",
    "av1, mp4, 10, 60",
    "vp9, webm, 10, 60",
    "prores, mov, 2, 20"
  })
  void aLowerValueKeepsMore(String encoder, String extension, int good, int poor)
      throws IOException {
    assumePresent(encoder);
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1);
    Path a = folder.resolve("a." + extension);
    Path b = folder.resolve("b." + extension);

    double goodPsnr = psnr(a, options.withQuality(new Quality.Constant(good)));
    double poorPsnr = psnr(b, options.withQuality(new Quality.Constant(poor)));

    assertThat(goodPsnr).isGreaterThan(poorPsnr + 1.5);
    assertThat(Files.size(a)).isGreaterThan(Files.size(b));
  }

  @ParameterizedTest
  @CsvSource({"openh264, mp4", "x264, mp4", "x265, mp4", "av1, mp4", "vp9, webm"})
  void aBitRateIsFollowed(String encoder, String extension) throws IOException {
    assumePresent(encoder);
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1);
    Path low = folder.resolve("a." + extension);
    Path high = folder.resolve("b." + extension);

    StreamInfo info = TestFrames.plain(96, 96);
    List<Frame> frames = IntStream.range(0, 50).mapToObj(i -> grainy(info, i)).toList();
    TestFrames.write(low, info, frames, options.withQuality(new Quality.Bitrate(200_000)));
    TestFrames.write(high, info, frames, options.withQuality(new Quality.Bitrate(2_000_000)));

    // Two seconds; encoders need a while to find their rate.
    assertThat(Files.size(high)).isGreaterThan(3 * Files.size(low));
    assertThat(Files.size(high)).isBetween(200_000L, 800_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "openh264, 0, '1 (best) to 51'",
    "openh264, 52, '1 (best) to 51'",
    "av1, 64, '0 (best) to 63'",
    "prores, 1, '2 (best) to 31'",
    "ffv1, 10, 'loses nothing'",
    "mpeg4, 10, 'own option'"
  })
  void aValueOffTheScaleIsRefusedWithTheScale(String encoder, int value, String explanation) {
    WriteOptions options =
        WriteOptions.DEFAULTS.withEncoder(encoder).withQuality(new Quality.Constant(value));

    MediaException e =
        TestFrames.refusal(
            () -> Sinks.open(folder.resolve("a.mkv"), TestFrames.plain(64, 48), options));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContainingAll(Integer.toString(value), explanation);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"ffv1, 'loses nothing'", "prores, 'give a quality'"})
  void aBitRateIsRefusedWhereThereIsNone(String encoder, String explanation) {
    WriteOptions options =
        WriteOptions.DEFAULTS.withEncoder(encoder).withQuality(new Quality.Bitrate(1_000_000));

    assertThat(
            TestFrames.refusal(
                () -> Sinks.open(folder.resolve("a.mkv"), TestFrames.plain(64, 48), options)))
        .hasMessageContainingAll("1000000", explanation);
  }

  @Test
  void nonsenseIsRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Quality.Constant(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Quality.Bitrate(999));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteOptions.DEFAULTS.withThreads(-1))
        .withMessageContaining("-1");
  }

  @Test
  void theUsersOwnOptionsComeLast() {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("av1").withThreads(1);

    double own = psnr(folder.resolve("a.mp4"), options.withEncoderOption("crf", "60"));

    assertThat(own).isLessThan(psnr(folder.resolve("b.mp4"), options) - 1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "openh264, mp4, yuv444p, yuv420p",
    "av1, mp4, rgb24, yuv420p10le",
    "ffv1, mkv, nonsense, bgr0"
  })
  void aPixelFormatThatTheEncoderDoesNotTakeIsRefusedWithThoseItTakes(
      String encoder, String extension, String format, String possible) {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder(encoder).withPixelFormat(format);

    assertThat(
            TestFrames.refusal(
                () ->
                    Sinks.open(
                        folder.resolve("a." + extension), TestFrames.plain(64, 48), options)))
        .hasMessageContainingAll(format, possible);
  }

  @Test
  void fullChromaIsStoredWhenAsked() {
    Path file = folder.resolve("a.webm");

    TestFrames.write(
        file,
        TestFrames.plain(64, 48),
        TestFrames.softFrames(TestFrames.plain(64, 48), 1),
        WriteOptions.DEFAULTS.withPixelFormat("yuv444p"));

    assertThat(TestFrames.infoOf(file).pixelFormat()).isEqualTo("yuv444p");
  }

  @ParameterizedTest
  @CsvSource({"openh264, webm", "ffv1, webm", "av1, mov", "prores, mp4"})
  void aContainerThatCannotHoldTheVideoIsTold(String encoder, String extension) {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder(encoder);

    MediaException e =
        TestFrames.refusal(
            () -> Sinks.open(folder.resolve("a." + extension), TestFrames.plain(64, 48), options));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContaining(".mkv");
    assertThat(folder).isEmptyDirectory();
  }

  private double psnr(Path file, WriteOptions options) {
    StreamInfo info = TestFrames.plain(96, 96);
    Frame frame = grainy(info, 0);
    TestFrames.write(file, info, List.of(frame), options);
    return TestFrames.psnr(frame, TestFrames.read(file).get(0), 3);
  }

  /** With grain, without which every encoder is good at any rate. */
  private static Frame grainy(StreamInfo info, int index) {
    Frame frame = TestFrames.soft(info, PixelLayout.RGB, index, index, 0);
    Random random = new Random(index);
    for (int y = 0; y < info.height(); y++) {
      for (int x = 0; x < info.width(); x++) {
        double noise = 0.1 * random.nextGaussian();
        for (int c = 0; c < 3; c++) {
          TestFrames.set(frame, c, y, x, frame.sample(c, y, x) / 255.0 + noise);
        }
      }
    }
    return frame;
  }

  private static void assumePresent(String encoder) {
    Assumptions.assumeTrue(
        !encoder.startsWith("x26") || Encoders.available().contains("lib" + encoder));
  }
}
