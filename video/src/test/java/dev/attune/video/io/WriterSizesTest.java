package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterSizesTest {
  private static final Rational RATE = new Rational(25, 1);
  private static final Rational BASE = RATE.inverse();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ffv1, mkv, 51, 33", "ffv1, mkv, 1, 1", "vp9, webm, 51, 33", "vp9, mp4, 2, 3",
    "av1, mp4, 51, 33", "av1, mkv, 50, 50", "prores, mov, 51, 33", "openh264, mp4, 50, 50",
    "openh264, mkv, 18, 16"
  })
  void encodersThatStoreTheSizeKeepIt(String encoder, String extension, int width, int height) {
    StreamInfo info = TestFrames.plain(width, height);
    List<Frame> frames = TestFrames.softFrames(info, 2);
    Path file = folder.resolve("a." + extension);

    List<String> notices =
        TestFrames.write(
            file, info, frames, WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1));

    List<Frame> read = TestFrames.read(file);
    assertThat(List.of(read.get(1).width(), read.get(1).height())).containsExactly(width, height);
    assertThat(notices).noneMatch(n -> n.contains("border repeated"));
  }

  @ParameterizedTest
  @CsvSource({
    "openh264, mp4, 51, 33, 52, 34",
    "openh264, mkv, 51, 34, 52, 34",
    "openh264, mov, 50, 33, 50, 34",
    "openh264, mp4, 5, 3, 16, 16",
    "av1, mkv, 20, 9, 32, 32"
  })
  void otherSizesAreStoredGreaterAndTheFileSaysWhatToShow(
      String encoder, String extension, int width, int height, int storedWidth, int storedHeight) {
    StreamInfo info = TestFrames.plain(width, height);
    List<Frame> frames = TestFrames.softFrames(info, 2);
    Path file = folder.resolve("a." + extension);

    List<String> notices =
        TestFrames.write(
            file, info, frames, WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1));

    assertThat(notices)
        .anyMatch(n -> n.contains(width + "x" + height) && n.contains(storedWidth + "x"));
    Frame read = TestFrames.read(file).get(1);
    assertThat(List.of(read.width(), read.height())).containsExactly(width, height);
    assertThat(TestFrames.psnr(frames.get(1), read, 3)).isGreaterThan(30);
  }

  @Test
  void theBorderIsContinuedWithItsOwnColor() {
    StreamInfo info = TestFrames.plain(51, 33);
    Path file = folder.resolve("a.nut");

    TestFrames.write(
        file, info, TestFrames.softFrames(info, 1), WriteOptions.DEFAULTS.withThreads(1));

    // NUT has no place for the size to show, so that all of the stored picture is seen.
    Frame read = TestFrames.read(file).get(0);
    assertThat(List.of(read.width(), read.height())).containsExactly(52, 34);
    for (int y = 0; y < 34; y++) {
      assertThat(Math.abs(read.sample(1, y, 51) - read.sample(1, y, 50))).isLessThan(12);
    }
  }

  @ParameterizedTest
  @CsvSource({"mp4, openh264", "mov, openh264", "mkv, openh264", "webm, vp9", "mkv, ffv1"})
  void theShapeOfPixelsIsKept(String extension, String encoder) {
    StreamInfo plain = TestFrames.plain(64, 48);
    StreamInfo info =
        new StreamInfo(
            64,
            48,
            plain.timeBase(),
            plain.frameRate(),
            plain.estimatedFrames(),
            plain.duration(),
            8,
            false,
            plain.color(),
            new Rational(64, 45),
            0,
            false,
            "test",
            "test");
    Path file = folder.resolve("a." + extension);

    TestFrames.write(
        file,
        info,
        TestFrames.softFrames(info, 2),
        WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1));

    // Matroska holds the shape as a size in whole pixels.
    assertThat(TestFrames.infoOf(file).sampleAspect().value()).isCloseTo(64 / 45.0, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"mp4, av1, 45", "mkv, av1, 45", "mov, prores, 48", "mkv, ffv1, 150"})
  void moreThanEightBitsAreKeptWhereTheEncoderCan(String extension, String encoder, double least) {
    StreamInfo info = deep(96, 64);
    Frame frame = TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0);
    Path file = folder.resolve("a." + extension);

    List<String> notices =
        TestFrames.write(
            file,
            info,
            List.of(frame),
            extension.equals("mkv")
                ? WriteOptions.DEFAULTS.withEncoder(encoder).withThreads(1)
                : WriteOptions.DEFAULTS.withThreads(1));

    Frame read = TestFrames.read(file).get(0);
    assertThat(read.bitDepth()).isEqualTo(16);
    assertThat(TestFrames.psnr(frame, read, 3)).isGreaterThan(least);
    assertThat(notices).noneMatch(n -> n.contains("8 bit"));
  }

  @Test
  void whatTheEncoderCannotHoldIsSaid() {
    StreamInfo info =
        TestFrames.info(64, 48, new Rational(1, 25), new Rational(25, 1), 16, true, ColorSpec.SRGB);
    Path file = folder.resolve("a.mp4");

    List<String> notices =
        TestFrames.write(
            file,
            info,
            TestFrames.softFrames(info, 1),
            WriteOptions.DEFAULTS.withEncoder("openh264").withQuality(new Quality.Constant(20)));

    assertThat(notices)
        .anyMatch(n -> n.contains("opacity is lost"))
        .anyMatch(n -> n.contains("stored with 8"))
        .anyMatch(n -> n.contains("no crf") && n.contains("20"));
  }

  @Test
  void opacityIsKeptByProresAndVp9() {
    StreamInfo info =
        TestFrames.info(64, 48, new Rational(1, 25), new Rational(25, 1), 8, true, ColorSpec.SRGB);
    List<Frame> frames = TestFrames.softFrames(info, 1);
    Path file = folder.resolve("a.mov");

    List<String> notices = TestFrames.write(file, info, frames, WriteOptions.DEFAULTS);

    Frame read = TestFrames.read(file).get(0);
    assertThat(read.layout()).isEqualTo(PixelLayout.RGBA);
    assertThat(TestFrames.psnr(frames.get(0), read, 4)).isGreaterThan(40);
    assertThat(notices).isEmpty();

    Path webm = folder.resolve("a.webm");
    assertThat(TestFrames.write(webm, info, frames, WriteOptions.DEFAULTS)).isEmpty();
    assertThat(TestFrames.psnr(frames.get(0), TestFrames.read(webm).get(0), 4)).isGreaterThan(38);
  }

  @Test
  void picturesBeyondTheEncodersLimitAreRefusedAtOnce() {
    StreamInfo info = TestFrames.plain(8192, 4096);

    MediaException e =
        TestFrames.refusal(
            () ->
                Sinks.open(
                    folder.resolve("a.mp4"), info, WriteOptions.DEFAULTS.withEncoder("openh264")));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContainingAll("8192x4096", "av1");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"GRAY,8", "RGB,8", "RGBA,8", "GRAY,16", "RGB,16", "RGBA,16"})
  void framesOfAnotherSizeAreScaledToThatOfTheFirst(PixelLayout layout, int depth) {
    boolean alpha = layout == PixelLayout.RGBA;
    StreamInfo info = TestFrames.info(64, 48, BASE, RATE, depth, alpha, ColorSpec.SRGB);
    StreamInfo turned = TestFrames.info(48, 64, BASE, RATE, depth, alpha, ColorSpec.SRGB);
    List<Frame> frames =
        List.of(
            TestFrames.soft(info, layout, 0, 0, 0),
            // Black to white from left to right, whatever the size.
            ramp(turned, layout, 1),
            ramp(info, layout, 2),
            TestFrames.soft(turned, layout, 3, 3, 0));
    Path file = folder.resolve("a.mkv");

    List<String> notices =
        TestFrames.write(file, info, frames, WriteOptions.DEFAULTS.withEncoder("ffv1"));

    assertThat(notices)
        .filteredOn(n -> n.contains("scaled"))
        .singleElement()
        .asString()
        .contains("from frame 1 on", "48x64", "64x48");
    List<Frame> read = TestFrames.read(file);
    assertThat(read).hasSize(4);
    int channels = read.get(1).layout().channels();
    double unit = read.get(1).maxValue() / 255.0;
    for (int y = 0; y < 48; y += 5) {
      for (int x = 2; x < 62; x++) {
        for (int c = 0; c < channels; c++) {
          assertThat(read.get(1).sample(c, y, x) / unit)
              .isCloseTo(read.get(2).sample(c, y, x) / unit, within(3.0));
        }
      }
    }
  }

  private static Frame ramp(StreamInfo info, PixelLayout layout, int index) {
    Frame frame =
        Frame.allocate(
            index,
            new Timestamp(index, BASE),
            new Timestamp(1, BASE),
            info.width(),
            info.height(),
            layout,
            info.bitDepth(),
            ColorSpec.SRGB);
    int bytes = info.bitDepth() / 8;
    for (int y = 0; y < info.height(); y++) {
      for (int x = 0; x < info.width(); x++) {
        int value = (int) ((x + 0.5) / info.width() * frame.maxValue());
        for (int c = 0; c < layout.channels(); c++) {
          int at = y * frame.strideBytes() + (x * layout.channels() + c) * bytes;
          if (bytes == 1) {
            frame.data().put(at, (byte) value);
          } else {
            frame.data().putShort(at, (short) value);
          }
        }
      }
    }
    return frame;
  }

  @Test
  void grayFramesBecomeGrayVideo() {
    StreamInfo info = TestFrames.plain(64, 48);
    Frame frame = TestFrames.soft(info, PixelLayout.GRAY, 0, 0, 0);
    Path file = folder.resolve("a.mp4");

    TestFrames.write(file, info, List.of(frame), WriteOptions.DEFAULTS);

    Frame read = TestFrames.read(file).get(0);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(Math.abs(read.sample(0, y, x) - frame.sample(0, y, x))).isLessThan(14);
        assertThat(Math.abs(read.sample(0, y, x) - read.sample(2, y, x))).isLessThan(4);
      }
    }
  }

  private static StreamInfo deep(int width, int height) {
    return TestFrames.info(
        width,
        height,
        new Rational(1, 25),
        new Rational(25, 1),
        16,
        false,
        new ColorSpec(9, 9, 16, false));
  }
}
