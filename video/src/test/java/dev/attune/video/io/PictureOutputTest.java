package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureOutputTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"8, RGB", "8, RGBA", "16, RGB", "16, RGBA"})
  void pngKeepsEverySample(int depth, PixelLayout layout) throws IOException {
    StreamInfo info = info(depth, layout == PixelLayout.RGBA);
    List<Frame> frames =
        List.of(
            TestFrames.soft(info, layout, 0, 0, 0),
            TestFrames.soft(info, layout, 1, 1, 1),
            TestFrames.soft(info, layout, 12, 2, 2));
    Path out = folder.resolve("new/pictures");

    List<String> notices = TestFrames.write(out, info, frames, WriteOptions.DEFAULTS);

    assertThat(names(out)).containsExactly("00000000.png", "00000001.png", "00000012.png");
    assertThat(names(folder.resolve("new"))).containsExactly("pictures");
    List<Frame> read = TestFrames.read(out);
    for (int i = 0; i < 3; i++) {
      assertThat(read.get(i).layout()).isEqualTo(layout);
      assertThat(read.get(i).bitDepth()).isEqualTo(depth);
      assertThat(TestFrames.greatestDifference(frames.get(i), read.get(i), layout.channels()))
          .isZero();
    }
    assertThat(notices).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8", "16"})
  void grayPngIsGray(int depth) {
    StreamInfo info = info(depth, false);
    Frame frame = TestFrames.soft(info, PixelLayout.GRAY, 0, 0, 0);
    Path out = folder.resolve("gray.png");

    TestFrames.write(out, info, List.of(frame), WriteOptions.DEFAULTS);

    assertThat(TestFrames.infoOf(out).pixelFormat()).isEqualTo(depth == 8 ? "gray" : "gray16be");
    assertThat(TestFrames.greatestDifference(frame, TestFrames.read(out).get(0), 1)).isZero();
  }

  @Test
  void jpegIsNearlyTheSameAndSaysWhatItDrops() throws IOException {
    StreamInfo info = info(16, true);
    Frame frame = TestFrames.soft(info, PixelLayout.RGBA, 4, 0, 0);

    List<String> notices =
        TestFrames.write(
            folder.resolve("out/still_%03d.jpg"), info, List.of(frame), WriteOptions.DEFAULTS);

    assertThat(names(folder.resolve("out"))).containsExactly("still_004.jpg");
    Frame read = TestFrames.read(folder.resolve("out/still_004.jpg")).get(0);
    assertThat(TestFrames.psnr(frame, read, 3)).isGreaterThan(40);
    assertThat(notices).anyMatch(n -> n.contains("opacity")).anyMatch(n -> n.contains("8 bit"));
  }

  @Test
  void theEncoderChoosesTheKindOfAFolder() throws IOException {
    StreamInfo info = info(8, false);
    Path out = folder.resolve("out");

    TestFrames.write(
        out,
        info,
        List.of(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0)),
        WriteOptions.DEFAULTS.withEncoder("jpeg").withQuality(new Quality.Constant(8)));

    assertThat(names(out)).containsExactly("00000000.jpg");
    MediaException e =
        TestFrames.refusal(
            () ->
                Sinks.open(
                    folder.resolve("b"), info, WriteOptions.DEFAULTS.withEncoder("openh264")));
    assertThat(e).hasMessageContainingAll("png", "openh264", ".mp4");
  }

  @Test
  void nothingAppearsUntilTheSequenceIsFinishedAndNothingStaysWithoutThat() throws IOException {
    StreamInfo info = info(8, false);
    Path out = folder.resolve("a/b/out");
    try (FrameSink sink = Sinks.open(out, info, WriteOptions.DEFAULTS)) {
      sink.write(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0));
      assertThat(out).doesNotExist();
      assertThat(names(out.getParent())).hasSize(1).allMatch(n -> n.startsWith(".out.part-"));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void picturesThatExistAreReplacedOnlyWhenAllowed() throws IOException {
    StreamInfo info = info(8, false);
    Path out = folder.resolve("out");
    TestFrames.write(out, info, TestFrames.softFrames(info, 3), WriteOptions.DEFAULTS);
    Files.writeString(out.resolve("notes.txt"), "mine");
    byte[] before = Files.readAllBytes(out.resolve("00000000.png"));

    MediaException e = TestFrames.refusal(() -> Sinks.open(out, info, WriteOptions.DEFAULTS));
    assertThat(e.kind()).isEqualTo(Kind.OUTPUT);
    assertThat(e).hasMessageContaining("00000000.png");

    List<String> notices =
        TestFrames.write(
            out,
            info,
            List.of(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 9)),
            WriteOptions.DEFAULTS.withOverwrite(true));
    assertThat(Files.readAllBytes(out.resolve("00000000.png"))).isNotEqualTo(before);
    assertThat(names(out))
        .containsExactly("00000000.png", "00000001.png", "00000002.png", "notes.txt");
    assertThat(notices).anyMatch(n -> n.startsWith("2 pictures of an earlier run"));
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void theFolderOfTheInputIsNotWrittenTo() {
    StreamInfo info = info(8, false);
    Path in = folder.resolve("in");
    TestFrames.write(in, info, TestFrames.softFrames(info, 1), WriteOptions.DEFAULTS);
    WriteOptions options = WriteOptions.DEFAULTS.withOverwrite(true);

    for (WriteOptions o :
        List.of(
            options.withInputs(List.of(in)),
            options.withTracks(TrackCopy.of(in.toString())),
            options.withTracks(TrackCopy.of(in + "/*.png")))) {
      for (Path out : List.of(in, in.resolve("x_%04d.png"))) {
        assertThat(TestFrames.refusal(() -> Sinks.open(out, info, o)))
            .hasMessageContaining("input");
      }
    }
  }

  @Test
  void onePictureIsForOneFrame() throws IOException {
    StreamInfo info = info(8, false);
    Path out = folder.resolve("one.png");

    try (FrameSink sink = Sinks.open(out, info, WriteOptions.DEFAULTS)) {
      sink.write(TestFrames.soft(info, PixelLayout.RGB, 0, 0, 0));
      assertThat(
              TestFrames.refusal(() -> sink.write(TestFrames.soft(info, PixelLayout.RGB, 1, 1, 0))))
          .hasMessageContainingAll("one.png", "%08d");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"a_%d_%d.png", "a_%04d.gif", "a_%04d", "a_%099d.png", "a_%s.%d.png"})
  void namesThatMakeNoSenseAreRefused(String name) {
    MediaException e =
        TestFrames.refusal(
            () -> Sinks.open(folder.resolve(name), info(8, false), WriteOptions.DEFAULTS));

    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(e).hasMessageContaining(name);
  }

  @Test
  void aPictureInAFilesPlaceIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "text");

    MediaException e =
        TestFrames.refusal(() -> Sinks.open(file, info(8, false), WriteOptions.DEFAULTS));

    assertThat(e.kind()).isEqualTo(Kind.OUTPUT);
    assertThat(file).hasContent("text");
  }

  private static StreamInfo info(int depth, boolean alpha) {
    return TestFrames.info(
        37, 23, new Rational(1, 25), new Rational(25, 1), depth, alpha, ColorSpec.SRGB);
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
