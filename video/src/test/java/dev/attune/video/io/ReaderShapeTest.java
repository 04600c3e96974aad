package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderShapeTest {
  private static final ReadOptions PLAIN = ReadOptions.DEFAULTS.withLookAhead(0);

  @TempDir Path folder;

  /** Red tells the column and green the row. */
  private static TestClip coordinates(int width, int height) {
    return TestClip.of("png", "rgb24", width, height)
        .samples((frame, channel, y, x) -> channel == 0 ? x : channel == 1 ? y : 200);
  }

  private static List<Frame> readAll(Path file, ReadOptions options) {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = Sources.open(file.toString(), options)) {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "1,3", "7,5", "49,51", "50,50", "53,31", "641,3"})
  void anySizeIsReadToTheLastPixel(int width, int height) {
    Path clip =
        TestClip.of("rawvideo", "yuv420p", width, height)
            .color(1, 2)
            .samples((frame, plane, y, x) -> plane > 0 ? 128 : (x + y) & 0xff)
            .frames(2, 40)
            .write(folder.resolve("c.mkv"));
    List<Frame> frames = readAll(clip, PLAIN);
    assertThat(frames).hasSize(2);
    Frame frame = frames.get(1);
    assertThat(frame.width()).isEqualTo(width);
    assertThat(frame.height()).isEqualTo(height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(frame.sample(2, y, x)).isEqualTo((x + y) & 0xff);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void veryShortClipsGiveAllTheirFrames(int count) {
    Path clip =
        TestClip.of("mpeg4", "yuv420p", 64, 48)
            .timeBase(1, 25)
            .frames(count, 1)
            .write(folder.resolve("c.mp4"));
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      assertThat(source.info().estimatedFrames()).hasValue(count);
      for (int i = 0; i < count; i++) {
        assertThat(source.next().time().seconds()).isEqualTo(i / 25.0);
      }
      assertThat(source.next()).isNull();
      assertThat(source.next()).isNull();
      assertThat(source.report().frames()).isEqualTo(count);
      assertThat(source.report().clean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void picturesAreTurnedUpright(int clockwise) {
    int width = 20;
    int height = 12;
    Path clip =
        coordinates(width, height)
            .aspect(4, 3)
            .rotatedClockwise(clockwise)
            .frames(1, 1)
            .write(folder.resolve("r.mov"));
    boolean swapped = clockwise % 180 != 0;
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      StreamInfo info = source.info();
      assertThat(info.rotationDegrees()).isEqualTo(clockwise);
      assertThat(info.width()).isEqualTo(swapped ? height : width);
      assertThat(info.height()).isEqualTo(swapped ? width : height);
      assertThat(info.sampleAspect()).isEqualTo(swapped ? new Rational(3, 4) : new Rational(4, 3));
      Frame frame = source.next();
      assertThat(frame.width()).isEqualTo(info.width());
      for (int y = 0; y < frame.height(); y++) {
        for (int x = 0; x < frame.width(); x++) {
          // Where the pixel came from, by the meaning of "turned clockwise".
          int fromX =
              clockwise == 0
                  ? x
                  : clockwise == 90 ? y : clockwise == 180 ? width - 1 - x : width - 1 - y;
          int fromY =
              clockwise == 0
                  ? y
                  : clockwise == 90 ? height - 1 - x : clockwise == 180 ? height - 1 - y : x;
          assertThat(frame.sample(0, y, x)).isEqualTo(fromX);
          assertThat(frame.sample(1, y, x)).isEqualTo(fromY);
          assertThat(frame.sample(2, y, x)).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void turningCanBeLeftToTheCaller() {
    Path clip =
        coordinates(20, 12).rotatedClockwise(90).frames(1, 1).write(folder.resolve("r.mov"));
    try (FrameSource source = Sources.open(clip.toString(), PLAIN.withRotationApplied(false))) {
      assertThat(source.info().width()).isEqualTo(20);
      assertThat(source.info().rotationDegrees()).isZero();
      assertThat(source.next().sample(0, 3, 7)).isEqualTo(7);
    }
  }

  @Test
  void anAngleThatIsNoQuarterTurnIsNotedAndNotApplied() {
    Path clip =
        coordinates(20, 12).rotatedClockwise(30).frames(1, 1).write(folder.resolve("r.mov"));
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      assertThat(source.next().sample(0, 3, 7)).isEqualTo(7);
      assertThat(source.report().notices()).singleElement().asString().contains("90 degrees");
    }
  }

  @Test
  void aStreamThatChangesItsSizeGivesTrueSizes() throws IOException {
    Path joined = folder.resolve("joined.h264");
    int[][] sizes = {{96, 64}, {64, 96}, {160, 128}};
    try (OutputStream out = Files.newOutputStream(joined)) {
      for (int i = 0; i < sizes.length; i++) {
        int luma = 60 + 50 * i;
        Path part =
            TestClip.of("libopenh264", "yuv420p", sizes[i][0], sizes[i][1])
                .timeBase(1, 25)
                .samples((frame, plane, y, x) -> plane == 0 ? luma : 128)
                .frames(4, 1)
                .write(folder.resolve("part" + i + ".h264"));
        Files.copy(part, out);
      }
    }
    try (FrameSource source = Sources.open(joined.toString(), PLAIN)) {
      assertThat(source.info().width()).isEqualTo(96);
      List<String> seen = new ArrayList<>();
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        seen.add(frame.width() + "x" + frame.height());
        int part = frame.width() == 96 ? 0 : frame.width() == 64 ? 1 : 2;
        int expected = Math.round((60 + 50 * part - 16) * 255 / 219f);
        // Also the last pixel: nothing stale of another size.
        assertThat(frame.sample(0, frame.height() - 1, frame.width() - 1))
            .isBetween(expected - 3, expected + 3);
      }
      assertThat(seen)
          .containsExactly(
              "96x64", "96x64", "96x64", "96x64", "64x96", "64x96", "64x96", "64x96", "160x128",
              "160x128", "160x128", "160x128");
      assertThat(source.report().notices())
          .contains(
              "the size of the pictures changed from 96x64 to 64x96 (frame 4)",
              "the size of the pictures changed from 64x96 to 160x128 (frame 8)");
    }
  }

  @Test
  void picturesOverTheLimitAreRefusedWithTheOptionToRaiseIt() {
    Path clip =
        TestClip.of("ffv1", "yuv420p", 320, 240).frames(1, 1).write(folder.resolve("big.mkv"));
    assertThatThrownBy(() -> Sources.open(clip.toString(), PLAIN.withMaxPixels(320 * 240 - 1)))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED))
        .hasMessageContaining("320x240")
        .hasMessageContaining("--max-pixels");
    assertThat(readAll(clip, PLAIN.withMaxPixels(320 * 240))).hasSize(1);
  }

  @Test
  void framesStayValidAfterTheSourceWentOnAndWasClosed() {
    Path clip =
        TestClip.of("ffv1", "yuv420p", 64, 48)
            .color(1, 2)
            .samples((frame, plane, y, x) -> plane > 0 ? 128 : 10 + frame)
            .frames(30, 40)
            .write(folder.resolve("k.mkv"));
    List<Frame> frames = readAll(clip, ReadOptions.DEFAULTS);
    for (int i = 0; i < 30; i++) {
      assertThat(frames.get(i).sample(0, 47, 63)).isEqualTo(10 + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"gif,bgr8,a.gif", "apng,rgb24,a.apng", "apng,rgb24,b.png"})
  void animatedPicturesAreVideos(String codec, String format, String name) {
    Path written =
        TestClip.of(codec, format, 24, 16)
            .timeBase(1, 100)
            .samples((frame, plane, y, x) -> frame * 40 + x)
            .stamps(0, 10, 30)
            .write(folder.resolve(codec.equals("apng") ? "w.apng" : name));
    Path file = name.equals("b.png") ? renamed(written, name) : written;
    List<Frame> frames = readAll(file, PLAIN);
    assertThat(frames).hasSize(3);
    assertThat(frames.get(2).time().seconds() - frames.get(1).time().seconds())
        .isCloseTo(0.2, within(1e-9));
  }

  private Path renamed(Path file, String name) {
    try {
      return Files.move(file, folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void opacityOfVp9IsRead() {
    Path clip =
        TestClip.of("libvpx-vp9", "yuva420p", 64, 48)
            .timeBase(1, 25)
            .samples((frame, plane, y, x) -> plane == 3 ? (x < 32 ? 250 : 20) : 120)
            .streamTag("alpha_mode", "1")
            .frames(3, 1)
            .write(folder.resolve("a.webm"));
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      assertThat(source.info().hasAlpha()).isTrue();
      Frame frame = source.next();
      assertThat(frame.sample(3, 24, 8)).isBetween(240, 255);
      assertThat(frame.sample(3, 24, 56)).isBetween(10, 30);
    }
  }

  @Test
  void soundBesideThePicturesIsTold() {
    Path clip =
        TestClip.of("ffv1", "yuv420p", 16, 16).frames(2, 40).write(folder.resolve("mute.mkv"));
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      assertThat(source.info().hasAudio()).isFalse();
    }
  }
}
