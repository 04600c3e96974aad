package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.io.MediaException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderColorTest {
  private static final int LIMITED = 1;
  private static final int FULL = 2;
  private static final ReadOptions PLAIN = ReadOptions.DEFAULTS.withLookAhead(0);
  // Corners and inner points of the colour cube, one for each column of the picture.
  private static final double[][] COLORS = {
    {0, 0, 0},
    {1, 1, 1},
    {1, 0, 0},
    {0, 1, 0},
    {0, 0, 1},
    {1, 1, 0},
    {0, 1, 1},
    {1, 0, 1},
    {0.5, 0.5, 0.5},
    {0.25, 0.5, 0.75},
    {0.9, 0.4, 0.1},
    {0.1, 0.2, 0.15}
  };
  private static final int CELL = 8;

  @TempDir Path folder;

  /** The Y'CbCr code of a colour by the definition of the matrix (ITU-T H.273, 8.3). */
  private static int code(double[] rgb, int component, int matrix, int range, int depth) {
    double kr = matrix == 1 ? 0.2126 : matrix == 9 ? 0.2627 : 0.299;
    double kb = matrix == 1 ? 0.0722 : matrix == 9 ? 0.0593 : 0.114;
    double luma = kr * rgb[0] + (1 - kr - kb) * rgb[1] + kb * rgb[2];
    double max = (1 << depth) - 1;
    double unit = 1 << (depth - 8);
    if (component == 0) {
      return (int) Math.round(range == FULL ? luma * max : (16 + 219 * luma) * unit);
    }
    double difference =
        component == 1 ? (rgb[2] - luma) / (2 * (1 - kb)) : (rgb[0] - luma) / (2 * (1 - kr));
    double value = range == FULL ? 128 * unit + difference * max : (128 + 224 * difference) * unit;
    return (int) Math.round(Math.min(max, value));
  }

  private Frame firstFrame(Path clip) {
    try (FrameSource source = Sources.open(clip.toString(), PLAIN)) {
      return source.next();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "yuv444p,8,5,1",
    "yuv444p,8,6,2",
    "yuv444p,8,1,1",
    "yuv444p,8,1,2",
    "yuv444p,8,9,1",
    "yuv444p10le,10,1,1",
    "yuv444p10le,10,1,2",
    "yuv444p10le,10,5,1",
    "yuv444p10le,10,9,2",
    "yuv444p12le,12,1,1",
    "yuv444p16le,16,1,1",
    "yuv444p16le,16,5,2",
    "yuv420p,8,5,1",
    "yuv420p,8,1,2",
    "yuv422p,8,1,1",
    "yuv420p10le,10,9,1",
    "yuv422p10le,10,1,1"
  })
  void knownColoursComeOutWithinOneLevel(String format, int depth, int matrix, int range) {
    boolean subsampled = !format.contains("444");
    Path clip =
        TestClip.of("ffv1", format, COLORS.length * CELL, CELL)
            .color(matrix, range)
            .samples(
                (frame, plane, y, x) ->
                    code(
                        COLORS[x / (plane > 0 && subsampled ? CELL / 2 : CELL)],
                        plane,
                        matrix,
                        range,
                        depth))
            .frames(1, 1)
            .write(folder.resolve("c.mkv"));
    Frame frame = firstFrame(clip);
    assertThat(frame.bitDepth()).isEqualTo(depth == 8 ? 8 : 16);
    assertThat(frame.layout()).isEqualTo(PixelLayout.RGB);
    assertThat(frame.color().matrix()).isEqualTo(matrix);
    assertThat(frame.color().fullRange()).isEqualTo(range == FULL);
    // One level of the stored depth, and the rounding of the code itself on top.
    double level = frame.maxValue() / (double) ((1 << depth) - 1);
    double tolerance = 1.0 / frame.maxValue() * (depth == 8 ? 1.5 : 2.2 * level + 2);
    for (int i = 0; i < COLORS.length; i++) {
      for (int c = 0; c < 3; c++) {
        // The middle of a cell, away from the blending of chroma.
        double value =
            frame.sample(c, CELL / 2, i * CELL + CELL / 2 - 1) / (double) frame.maxValue();
        assertThat(value)
            .as("colour %d channel %d", i, c)
            .isCloseTo(COLORS[i][c], within(tolerance));
      }
    }
  }

  @Test
  void whiteOfDeepVideoIsTheGreatestValue() {
    for (int range : List.of(LIMITED, FULL)) {
      Path clip =
          TestClip.of("ffv1", "yuv420p10le", 16, 16)
              .color(1, range)
              .samples((frame, plane, y, x) -> plane > 0 ? 512 : range == FULL ? 1023 : 940)
              .frames(1, 1)
              .write(folder.resolve("w" + range + ".mkv"));
      Frame frame = firstFrame(clip);
      assertThat(frame.sample(1, 3, 5)).isEqualTo(65535);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,48,0.299", "1024,576,0.299", "1280,720,0.2126", "720,1280,0.2126"})
  void aStreamThatSaysNoMatrixIsJudgedByItsSize(int width, int height, double redWeight) {
    int red = 240;
    Path clip =
        TestClip.of("ffv1", "yuv444p", width, height)
            .samples((frame, plane, y, x) -> plane == 0 ? 100 : plane == 1 ? 128 : red)
            .frames(1, 1)
            .write(folder.resolve("m.mkv"));
    Frame frame = firstFrame(clip);
    double expected = ((100 - 16) / 219.0 + 2 * (1 - redWeight) * (red - 128) / 224) * 255;
    assertThat((double) frame.sample(0, 5, 5)).isCloseTo(Math.min(255, expected), within(1.0));
    assertThat(frame.color().matrix()).isEqualTo(2);
  }

  @Test
  void anUnknownMatrixIsRefusedByNumber() {
    Path clip =
        TestClip.of("ffv1", "yuv444p", 16, 16)
            .color(8, LIMITED)
            .frames(1, 1)
            .write(folder.resolve("y.mkv"));
    assertThatThrownBy(() -> firstFrame(clip))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED))
        .hasMessageContaining("matrix 8");
  }

  @ParameterizedTest
  @CsvSource({
    "gray,8,1",
    "gray,8,2",
    "gray10le,10,1",
    "gray10le,10,2",
    "gray12le,12,2",
    "gray16le,16,2"
  })
  void grayKeepsItsRangeInAllDepths(String format, int depth, int range) {
    double unit = 1 << (depth - 8);
    IntToDoubleFunction light =
        code ->
            range == FULL
                ? code / (double) ((1 << depth) - 1)
                : Math.min(1, Math.max(0, (code - 16 * unit) / (219 * unit)));
    int step = (1 << depth) / 64;
    Path clip =
        TestClip.of("ffv1", format, 64, 8)
            .color(2, range)
            .samples((frame, plane, y, x) -> x == 63 ? (1 << depth) - 1 : x * step)
            .frames(1, 1)
            .write(folder.resolve("g.mkv"));
    Frame frame = firstFrame(clip);
    for (int x = 0; x < 64; x++) {
      double expected = light.applyAsDouble(x == 63 ? (1 << depth) - 1 : x * step);
      assertThat(frame.sample(0, 3, x)).isEqualTo((int) Math.round(expected * frame.maxValue()));
    }
    assertThat(frame.layout()).isEqualTo(PixelLayout.GRAY);
  }

  @ParameterizedTest
  @CsvSource({"yuva444p,8", "yuva420p,8", "yuva444p10le,10"})
  void opacityIsKept(String format, int depth) {
    int max = (1 << depth) - 1;
    Path clip =
        TestClip.of("ffv1", format, 32, 16)
            .color(1, LIMITED)
            .samples((frame, plane, y, x) -> plane < 3 ? 1 << (depth - 1) : x * max / 31)
            .frames(1, 1)
            .write(folder.resolve("a.mkv"));
    Frame frame = firstFrame(clip);
    assertThat(frame.layout()).isEqualTo(PixelLayout.RGBA);
    for (int x = 0; x < 32; x++) {
      int stored = x * max / 31;
      double expected = stored / (double) max;
      assertThat(frame.sample(3, 7, x) / (double) frame.maxValue())
          .isCloseTo(expected, within(1.0 / max));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0.0", "2,0.5"})
  void chromaIsPutWhereTheStreamSaysItLies(int location, double shift) {
    // A ramp of Cb, one level a luma column; sample i lies at column 2 i, or at 2 i + 0.5.
    Path clip =
        TestClip.of("ffv1", "yuv420p", 128, 16)
            .color(1, FULL)
            .chromaLocation(location)
            .samples((frame, plane, y, x) -> plane == 1 ? 64 + 2 * x : 128)
            .frames(1, 1)
            .write(folder.resolve("s.mkv"));
    Frame frame = firstFrame(clip);
    double error = 0;
    for (int x = 24; x < 104; x++) {
      double cb = (64 + (x - shift) - 128) / 255;
      double blue = 128 / 255.0 + 2 * (1 - 0.0722) * cb;
      error += frame.sample(2, 8, x) / 255.0 - blue;
    }
    assertThat(error / 80).isCloseTo(0, within(0.15 / 255));
  }

  @ParameterizedTest
  @CsvSource({"rgb24,png,8", "rgba,png,8", "rgb48be,png,16", "rgba64be,png,16", "gbrp10le,ffv1,10"})
  void samplesOfRgbAreNotTouched(String format, String codec, int depth) {
    int max = (1 << depth) - 1;
    Path clip =
        TestClip.of(codec, format, 37, 11)
            .samples((frame, plane, y, x) -> (plane * 7919 + y * 5417 + x * 3011) & max)
            .frames(1, 1)
            .write(folder.resolve("r.mkv"));
    Frame frame = firstFrame(clip);
    for (int c = 0; c < frame.layout().channels(); c++) {
      for (int y = 0; y < 11; y++) {
        for (int x = 0; x < 37; x++) {
          int stored = (c * 7919 + y * 5417 + x * 3011) & max;
          int expected = (int) Math.round(stored * (double) frame.maxValue() / max);
          assertThat(frame.sample(c, y, x)).isCloseTo(expected, within(depth == 10 ? 1 : 0));
        }
      }
    }
  }
}
