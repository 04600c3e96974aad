package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.pipelines.cli.TestDeblur.Result;
import dev.attune.pipelines.cli.TestMedia.Look;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.io.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of odd or bad input, from the command line, with adaptation. */
class BadInputTest extends OneClip {
  private static Result deblur(Path input, Path output) {
    return runs.run(input, output, "--steps=2", "--pairs=2");
  }

  /** Runs, expects code 3 and nothing written, and gives what was said. */
  private String refusal(Path input) {
    Result result = deblur(input, out);
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains(input.getFileName().toString()).doesNotContain("internal");
    assertThat(result.out()).isEmpty();
    assertThat(folder).isEmptyDirectory();
    return result.err();
  }

  /** Runs, expects success and frames at the times of the input, and gives them. */
  private List<Frame> restored(Path input, Path output) {
    Result result = deblur(input, output);
    assertThat(result.code()).as(result.err()).isZero();
    List<Frame> frames = TestMedia.read(output);
    assertThat(frames).hasSameSizeAs(TestMedia.read(input));
    return frames;
  }

  @Test
  void missingFile() {
    assertThat(refusal(shared.resolve("missing.mp4"))).contains("there is no file or folder");
  }

  @Test
  void emptyFile() throws IOException {
    assertThat(refusal(Files.createFile(shared.resolve("empty.mp4")))).contains("is empty");
  }

  @Test
  void textNamedMp4() throws IOException {
    Path text = Files.writeString(shared.resolve("text.mp4"), "This is no video.\n".repeat(99));
    assertThat(refusal(text)).contains("is not a video or picture that can be read");
  }

  @Test
  void folderWithoutPictures() throws IOException {
    Path empty = Files.createDirectory(shared.resolve("nothing"));
    refusal(empty);
  }

  @Test
  void truncatedFileIsRestoredAsFarAsItGoes() throws IOException {
    // Frames of about the same size each.
    byte[] whole =
        Files.readAllBytes(
            TestMedia.video(
                shared.resolve("whole.mkv"),
                new Look(96, 80, PixelLayout.RGB, 8),
                12,
                WriteOptions.DEFAULTS.withEncoder("ffv1")));
    Path cut = Files.write(shared.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length * 2 / 3));
    Result result = deblur(cut, out);
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err())
        .containsPattern("cut.mkv is damaged: .*the last good frame is at 0\\.[0-9]{3} s");
    assertThat(TestMedia.count(out)).isBetween(6L, 9L);
    assertThat(folder).isDirectoryNotContaining(f -> !f.equals(out));
  }

  @Test
  void damagedPacketsAreToldAndTheRestIsRestored() throws IOException {
    byte[] content = Files.readAllBytes(clip);
    Arrays.fill(content, content.length / 2, content.length / 2 + 400, (byte) 0x55);
    Path damaged = Files.write(shared.resolve("damaged.mkv"), content);
    Result result = deblur(damaged, out);
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("damaged.mkv is damaged: ", "the last good frame is at");
    assertThat(TestMedia.count(out)).isBetween(5L, 12L);
  }

  @Test
  void reallyDamagedPacketsToo() {
    String data = System.getProperty("attune.data.dir", "");
    assumeTrue(!data.isEmpty());
    Path damaged = Path.of(data, "video", "robustness", "corrupted.mp4");
    Result result = runs.run(damaged, out, "--adapt=off");
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("1 packet could not be decoded", "last good frame is at 4.9");
    assertThat(TestMedia.count(out)).isGreaterThan(27);
  }

  @Test
  void unorderedTimesAreMadeOrdered() throws IOException {
    List<Frame> frames = restored(TestMedia.resource("unordered.mkv", shared), out);
    assertThat(frames).hasSize(12);
    assertThat(frames.stream().map(f -> f.time().seconds()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oneOrTwoFrames(int count) {
    Path few = TestMedia.video(shared.resolve("few" + count + ".mkv"), count);
    assertThat(restored(few, out)).hasSize(count);
    assertThat(deblur(few, folder.resolve("b.mkv")).out())
        .contains(count == 1 ? ", 1 frame\n" : ", 2 frames\n", "skipped: too few");
  }

  @ParameterizedTest
  @CsvSource({"50,50", "97,81", "33,64", "5,3", "1,1"})
  void smallAndOddSizes(int width, int height) {
    Path input = folder.resolve("in.mkv");
    WriteOptions lossless = WriteOptions.DEFAULTS.withEncoder("ffv1");
    TestMedia.video(input, new Look(width, height, PixelLayout.RGB, 8), 8, lossless);
    for (Frame frame : restored(input, out)) {
      assertThat(List.of(frame.width(), frame.height())).containsExactly(width, height);
    }
  }

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void layoutAndDepthOfPicturesAreKept(PixelLayout layout) {
    for (int depth : new int[] {8, 16}) {
      Path input = folder.resolve("in" + depth);
      TestMedia.video(input, new Look(96, 80, layout, depth), 8, WriteOptions.DEFAULTS);
      List<Frame> frames = restored(input, folder.resolve("out" + depth));
      List<Frame> before = TestMedia.read(input);
      for (int i = 0; i < 8; i++) {
        assertThat(frames.get(i).layout()).isEqualTo(layout);
        assertThat(frames.get(i).bitDepth()).isEqualTo(depth);
        if (layout == PixelLayout.RGBA) {
          for (int x = 0; x < 96; x += 7) {
            assertThat(frames.get(i).sample(3, 40, x)).isEqualTo(before.get(i).sample(3, 40, x));
          }
        }
      }
    }
  }

  @Test
  void opacityThatAVideoCannotHoldIsTold() {
    Path input = folder.resolve("in");
    TestMedia.video(input, new Look(96, 80, PixelLayout.RGBA, 8), 4, WriteOptions.DEFAULTS);
    Result result = deblur(input, folder.resolve("out.mp4"));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("note       opacity is lost");
  }

  @Test
  void folderWithMixedSizes() {
    Path mixed = shared.resolve("mixed");
    WriteOptions again = WriteOptions.DEFAULTS.withOverwrite(true);
    TestMedia.video(mixed, new Look(96, 80, PixelLayout.RGB, 8), 6, again);
    TestMedia.video(mixed, new Look(64, 48, PixelLayout.RGB, 8), 3, again);
    Result result = deblur(mixed, out);
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("00000003.png is 96x80 but", "00000000.png is 64x48");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aResolutionThatChangesWithinTheStreamIsKeptInPicturesAndScaledInAVideo() throws IOException {
    Path changing = TestMedia.resource("change.ts", shared);
    Result result = deblur(changing, out);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("from frame 6 on", "64x48", "scaled to 96x80");
    assertThat(TestMedia.read(out)).hasSize(12).allMatch(f -> f.width() == 96 && f.height() == 80);
    Path pictures = folder.resolve("pictures");
    assertThat(deblur(changing, pictures).code()).isZero();
    assertThat(TestMedia.read(pictures.resolve("00000005.png")).get(0).width()).isEqualTo(96);
    assertThat(TestMedia.read(pictures.resolve("00000006.png")).get(0).width()).isEqualTo(64);
  }

  @Test
  void hugeDeclaredDimensionsAreRefusedBeforeAnythingIsAllocated() throws IOException {
    for (int side : new int[] {100_000, Integer.MAX_VALUE}) {
      Path bomb = Files.write(shared.resolve("bomb" + side + ".png"), png(side));
      Result result = deblur(bomb, out);
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).contains(side + "x" + side, "--max-pixels");
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** The head of a PNG file that promises more than it holds. */
  private static byte[] png(int side) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(bytes);
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream ihdr = new DataOutputStream(head);
    ihdr.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    ihdr.writeInt(side);
    ihdr.writeInt(side);
    ihdr.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(head.toByteArray());
    png.writeInt(head.size() - 4);
    png.write(head.toByteArray());
    png.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }
}
