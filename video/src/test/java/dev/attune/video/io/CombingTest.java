package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombingTest {
  private static final StreamInfo INFO = TestFrames.plain(96, 64);
  private static final int FRAMES = 24;
  private static final String LOOKS = "look interlaced";

  @TempDir Path folder;

  private static Frame soft(int moment) {
    return TestFrames.soft(INFO, PixelLayout.RGB, moment, moment, 0);
  }

  /** Rows of two moments, half a frame apart. */
  private static Frame woven(int frame, boolean topFirst) {
    Frame first = soft(2 * frame);
    Frame second = soft(2 * frame + 1);
    Frame out = TestFrames.empty(INFO, PixelLayout.RGB, frame, frame);
    for (int y = 0; y < INFO.height(); y++) {
      Frame from = (y % 2 == 0) == topFirst ? first : second;
      out.data().put(y * out.strideBytes(), from.data(), y * from.strideBytes(), out.strideBytes());
    }
    return out;
  }

  private Path written(IntFunction<Frame> frames, String name, WriteOptions options) {
    List<Frame> all = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      all.add(frames.apply(i));
    }
    Path file = folder.resolve(name);
    TestFrames.write(file, INFO, all, options);
    return file;
  }

  private static List<String> notices(Path file, Interlacing how) {
    return notices(file, ReadOptions.DEFAULTS.withInterlacing(how), Integer.MAX_VALUE);
  }

  private static List<String> notices(Path file, ReadOptions options, int most) {
    try (FrameSource source = Sources.open(file.toString(), options)) {
      int n = 0;
      while (n < most && source.next() != null) {
        n++;
      }
      return source.report().notices();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, ffv1, yuv420p, top-first",
    "false, ffv1, yuv420p, bottom-first",
    "true, ffv1, yuv444p10le, top-first",
    "false, h264, yuv420p, bottom-first"
  })
  void fieldsThatNobodyTellsOfAreNoticed(
      boolean topFirst, String encoder, String format, String option) {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder(encoder).withPixelFormat(format);
    Path file = written(i -> woven(i, topFirst), "woven.mkv", options);
    assertThat(notices(file, Interlacing.DEINTERLACE))
        .anyMatch(n -> n.contains(LOOKS) && n.contains("--interlaced " + option + " "));
    assertThat(notices(file, Interlacing.KEEP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, TOP_FIRST", "false, BOTTOM_FIRST"})
  void theyAreMadeWholeWhereThatIsAskedFor(boolean topFirst, Interlacing how) {
    WriteOptions options = WriteOptions.DEFAULTS.withEncoder("ffv1");
    Path file = written(i -> woven(i, topFirst), "woven.mkv", options);
    assertThat(notices(file, how)).singleElement().asString().contains("made whole");
    List<Frame> made = new ArrayList<>();
    try (FrameSource source =
        Sources.open(file.toString(), ReadOptions.DEFAULTS.withInterlacing(how))) {
      for (Frame f = source.next(); f != null; f = source.next()) {
        made.add(f);
      }
    }
    assertThat(made).hasSize(FRAMES);
    // Whole pictures of the first moment; of the other field first they would be of the second.
    assertThat(TestFrames.psnr(made.get(9), soft(18), 3)).isGreaterThan(34);
    assertThat(TestFrames.psnr(made.get(9), soft(18), 3))
        .isGreaterThan(TestFrames.psnr(made.get(9), soft(19), 3) + 3);
  }

  /** Pictures that are whole, with what could be taken for combs. */
  private static Frame whole(String what, int i) {
    Frame f = TestFrames.empty(INFO, PixelLayout.RGB, i, i);
    SplittableRandom random = new SplittableRandom(what.equals("still noise") ? 1 : i);
    for (int y = 0; y < INFO.height(); y++) {
      for (int x = 0; x < INFO.width(); x++) {
        double value =
            switch (what) {
              case "rows that alternate" -> y % 2 == 0 ? 0.2 : 0.8;
              case "rows that alternate and move down" -> (y + i) % 2 == 0 ? 0.2 : 0.8;
              case "a bar that moves" -> x > 3 * i && x < 3 * i + 20 ? 0.9 : 0.1;
              case "a bar that falls" -> y > 2 * i && y < 2 * i + 20 ? 0.9 : 0.1;
              case "blinds that move" -> (y / 2 + x / 5 + i) % 2 == 0 ? 0.3 : 0.7;
              case "flashes" -> i % 3 / 2.0;
              default -> random.nextDouble();
            };
        for (int c = 0; c < 3; c++) {
          TestFrames.set(f, c, y, x, value);
        }
      }
    }
    return f;
  }

  @ParameterizedTest
  @CsvSource({
    "rows that alternate",
    "rows that alternate and move down",
    "a bar that moves",
    "a bar that falls",
    "blinds that move",
    "flashes",
    "noise",
    "still noise"
  })
  void wholePicturesAreNoFalseAlarm(String what) {
    Path file =
        written(i -> whole(what, i), "whole.mkv", WriteOptions.DEFAULTS.withEncoder("ffv1"));
    assertThat(notices(file, Interlacing.DEINTERLACE)).isEmpty();
  }

  @Test
  void movingPicturesThatAreWholeAreNoFalseAlarm() {
    Path file = written(CombingTest::soft, "soft.mkv", WriteOptions.DEFAULTS);
    assertThat(notices(file, Interlacing.DEINTERLACE)).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "attune.data.dir", matches = ".+")
  void realClipsAreNoFalseAlarm() throws IOException {
    Path clips = Path.of(System.getProperty("attune.data.dir")).resolve("video");
    try (Stream<Path> files = Files.walk(clips)) {
      for (Path clip : files.filter(f -> f.toString().matches(".*\\.(mp4|mov|avi)")).toList()) {
        assertThat(notices(clip, ReadOptions.DEFAULTS, 150))
            .as(clip.toString())
            .noneMatch(n -> n.contains(LOOKS));
      }
    }
  }
}
