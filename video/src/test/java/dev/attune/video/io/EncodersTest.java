package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openh264, mp4, 40",
    "openh264, mov, 40",
    "openh264, mkv, 40",
    "openh264, nut, 40",
    "x264, mp4, 40",
    "x265, mp4, 42",
    "av1, mp4, 41",
    "av1, mkv, 41",
    "av1, webm, 41",
    "vp9, webm, 42",
    "vp9, mkv, 42",
    "vp9, mp4, 42",
    "prores, mov, 42",
    "prores, mkv, 42",
    "ffv1, mkv, 160",
    "ffv1, nut, 160",
    "mpeg4, mp4, 25",
    "aom, mp4, 40"
  })
  void keepsThePicturesAndTheirNumber(String encoder, String extension, double leastPsnr) {
    Assumptions.assumeTrue(
        !encoder.startsWith("x26") || Encoders.available().contains("lib" + encoder));
    StreamInfo info = TestFrames.plain(96, 64);
    List<Frame> frames = TestFrames.softFrames(info, 7);
    Path file = folder.resolve("clip." + extension);

    TestFrames.write(file, info, frames, WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1));

    List<Frame> read = TestFrames.read(file);
    assertThat(read).hasSize(7);
    for (int i = 0; i < 7; i++) {
      double psnr = TestFrames.psnr(frames.get(i), read.get(i), 3);
      assertThat(psnr).as("PSNR of frame %d", i).isGreaterThan(leastPsnr);
    }
  }

  @Test
  void anEncoderThatIsNotThereIsNeverReplacedByAnother() {
    StreamInfo info = TestFrames.plain(64, 48);
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("libx265000");

    MediaException e = TestFrames.refusal(() -> Sinks.open(folder.resolve("a.mp4"), info, options));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContainingAll("libx265000", "libopenh264", "ffv1");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesAnUnknownOptionAndAValueThatIsNotTaken() {
    StreamInfo info = TestFrames.plain(64, 48);
    Path file = folder.resolve("a.mp4");
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("openh264");

    assertThat(
            TestFrames.refusal(
                () -> Sinks.open(file, info, options.withEncoderOption("tune", "film"))))
        .hasMessageContainingAll("tune", "libopenh264", "loopfilter");
    assertThat(
            TestFrames.refusal(
                () -> Sinks.open(file, info, options.withEncoderOption("coder", "wood"))))
        .hasMessageContainingAll("coder", "wood");
    assertThat(folder).isEmptyDirectory();
  }
}
