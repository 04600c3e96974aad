package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedInputTest {
  private static final ReadOptions PLAIN = ReadOptions.DEFAULTS.withLookAhead(0);

  @TempDir Path folder;

  private static TestClip moving(String codec) {
    return TestClip.of(codec, "yuv420p", 96, 64)
        .timeBase(1, 25)
        .samples(
            (frame, plane, y, x) ->
                plane > 0 ? 128 + x % 7 : 40 + ((x * 5 + y * 3 + frame * 11) & 127))
        .frames(50, 1);
  }

  private static SourceReport readThrough(Path file) {
    try (FrameSource source = Sources.open(file.toString(), PLAIN)) {
      while (source.next() != null) {
        // Only the report counts.
      }
      return source.report();
    }
  }

  private static void assertRefused(ThrowingCallable opening, Kind kind, String... words) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContainingAll(words);
  }

  private Path cut(Path file, double share) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    return Files.write(
        folder.resolve("cut-" + file.getFileName()),
        Arrays.copyOf(whole, (int) (whole.length * share)));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String name = folder.resolve("none.mp4").toString();
    assertRefused(() -> Sources.open(name, PLAIN), Kind.NOT_FOUND, "none.mp4");
  }

  @Test
  void anEmptyFileIsToldAsSuch() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.mp4"));
    assertRefused(
        () -> Sources.open(file.toString(), PLAIN), Kind.BAD_INPUT, "empty.mp4", "0 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.mp4", "text.png", "text.mkv", "text"})
  void textUnderAnotherNameIsNoVideo(String name) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name), "This is no video but a line of text.\n".repeat(99));
    assertRefused(
        () -> Sources.open(file.toString(), PLAIN), Kind.BAD_INPUT, name, "not a video or picture");
  }

  @Test
  void randomBytesAreNoVideo() throws IOException {
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);
    Path file = Files.write(folder.resolve("noise.mkv"), noise);
    assertRefused(() -> Sources.open(file.toString(), PLAIN), Kind.BAD_INPUT, "noise.mkv");
  }

  @Test
  void soundWithoutPicturesIsToldAsSuch() throws IOException {
    Path file = Files.write(folder.resolve("sound.mkv"), TestSound.matroska(folder));
    assertRefused(
        () -> Sources.open(file.toString(), PLAIN), Kind.BAD_INPUT, "no video", "only sound");
  }

  @Test
  void anMp4WithoutIndexIsToldToBeUnfinished() throws IOException {
    Path whole = moving("mpeg4").write(folder.resolve("whole.mp4"));
    Path file = cut(whole, 0.7);
    assertRefused(() -> Sources.open(file.toString(), PLAIN), Kind.BAD_INPUT, "moov", "cut off");
  }

  @ParameterizedTest
  @CsvSource({"c.mp4,mpeg4", "c.mov,mpeg4", "c.mkv,mpeg4", "c.mkv,ffv1", "c.avi,mpeg4"})
  void aTruncatedFileGivesWhatWasThereAndSaysSo(String name, String codec) throws IOException {
    TestClip clip = moving(codec);
    if (!name.endsWith("mkv") && !name.endsWith("avi")) {
      clip.muxerOption("movflags", "faststart");
    }
    Path whole = clip.write(folder.resolve(name));
    SourceReport full = readThrough(whole);
    assertThat(full.truncated()).isFalse();
    assertThat(full.clean()).isTrue();
    assertThat(full.frames()).isEqualTo(50);

    SourceReport part = readThrough(cut(whole, 0.6));
    assertThat(part.truncated()).isTrue();
    assertThat(part.frames()).isBetween(15L, 40L);
    assertThat(part.lastGoodTime().orElseThrow().seconds()).isBetween(0.5, 1.6);
  }

  @Test
  void aRangeThatEndsEarlyIsNoTruncation() {
    Path whole = moving("mpeg4").write(folder.resolve("c.mp4"));
    try (FrameSource source =
        Sources.open(
            whole.toString(),
            PLAIN.withStart(Duration.ofMillis(800)).withEnd(Duration.ofMillis(1200)))) {
      while (source.next() != null) {
        // Only the report counts.
      }
      assertThat(source.report().frames()).isEqualTo(10);
      assertThat(source.report().truncated()).isFalse();
    }
    try (FrameSource source =
        Sources.open(whole.toString(), PLAIN.withStart(Duration.ofMillis(800)))) {
      while (source.next() != null) {
        // Only the report counts.
      }
      assertThat(source.report().frames()).isEqualTo(30);
      assertThat(source.report().truncated()).isFalse();
    }
  }

  /** Flips bytes in many ways; whatever comes of it, reading ends and tells of the damage. */
  @ParameterizedTest
  @CsvSource({"c.mp4,mpeg4", "c.mkv,ffv1", "c.ts,mpeg2video", "c.avi,mpeg4", "c.mov,png"})
  @Timeout(60)
  void flippedBytesNeitherCrashNorHang(String name, String codec) throws IOException {
    String format = codec.equals("png") ? "rgb24" : "yuv420p";
    Path whole =
        TestClip.of(codec, format, 64, 48)
            .timeBase(1, 25)
            .samples((frame, plane, y, x) -> (x * 5 + y * 3 + frame * 11) & 255)
            .frames(12, 1)
            .write(folder.resolve(name));
    byte[] good = Files.readAllBytes(whole);
    int told = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      byte[] bad = good.clone();
      int flips = 1 + (int) (bad.length * (seed % 2 == 0 ? 0.0005 : 0.01));
      for (int i = 0; i < flips; i++) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      // A new name each time: some file systems flush a file that is written over.
      Path file = Files.write(folder.resolve(seed + "-" + name), bad);
      try {
        SourceReport report = readThrough(file);
        assertThat(report.frames()).isLessThanOrEqualTo(200);
        told += report.clean() && report.notices().isEmpty() ? 0 : 1;
      } catch (MediaException e) {
        assertThat(e.getMessage()).contains(name);
        told++;
      }
    }
    assertThat(told).as("seeds of 40 whose damage was noticed").isGreaterThan(10);
  }

  @Test
  void aPngThatDeclaresHugeSidesIsRefusedBeforeDecoding() throws IOException {
    Path file = Files.write(folder.resolve("bomb.png"), TestPng.header(60_000, 60_000));
    assertRefused(
        () -> Sources.open(file.toString(), PLAIN),
        Kind.UNSUPPORTED,
        "60000x60000",
        "--max-pixels");
  }

  @Test
  void aVideoThatDeclaresHugeSidesIsRefusedBeforeDecoding() throws IOException {
    Path clip =
        TestClip.of("rawvideo", "gray", 64, 48).frames(2, 40).write(folder.resolve("v.mkv"));
    byte[] bytes = Files.readAllBytes(clip);
    // Matroska keeps PixelWidth (B0) and PixelHeight (BA) as short integers of one byte here.
    int width = indexOf(bytes, new byte[] {(byte) 0xb0, (byte) 0x81, 64});
    bytes[width + 2] = (byte) 250;
    int height = indexOf(bytes, new byte[] {(byte) 0xba, (byte) 0x81, 48});
    bytes[height + 2] = (byte) 250;
    Path file = Files.write(folder.resolve("huge.mkv"), bytes);
    assertRefused(
        () -> Sources.open(file.toString(), PLAIN.withMaxPixels(200 * 200)),
        Kind.UNSUPPORTED,
        "250x250",
        "--max-pixels");
  }

  @Test
  void aPlaylistInAFileOpensNothingElse() throws IOException {
    Path secret = moving("ffv1").write(folder.resolve("secret.mkv"));
    Path concat =
        Files.writeString(
            folder.resolve("list.mp4"),
            "ffconcat version 1.0\nfile " + secret.getFileName() + "\n");
    assertRefused(() -> Sources.open(concat.toString(), PLAIN), Kind.BAD_INPUT, "list.mp4");
    Path hls =
        Files.writeString(
            folder.resolve("list.m3u8"),
            """
            #EXTM3U
            #EXT-X-TARGETDURATION:2
            #EXTINF:2,
            http://127.0.0.1:9/x.ts
            #EXT-X-ENDLIST
            """);
    assertRefused(() -> Sources.open(hls.toString(), PLAIN), Kind.BAD_INPUT, "list.m3u8");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalStateException("pattern not found");
  }
}
