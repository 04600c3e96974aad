package dev.attune.pipelines.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.datasets.layout.BsdDataset;
import dev.attune.datasets.layout.PairedWriter;
import dev.attune.datasets.metric.MetricStyle;
import dev.attune.datasets.metric.Quality;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassicMethodsTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;
  private static final int FRAMES = 2;
  private static final int SPEED_PX = 10;
  private static final int PATH_PX = 6;

  @TempDir static Path folder;
  private static TruthClip clip;

  /** Patches that pass by from right to left, seen 6 of 10 pixels of the way. */
  @BeforeAll
  static void makeClip() {
    Random random = new Random(3);
    double[][] light = new double[HEIGHT][WIDTH + SPEED_PX * (FRAMES + 2)];
    for (int patch = 0; patch < 300; patch++) {
      int top = random.nextInt(HEIGHT);
      int left = random.nextInt(light[0].length);
      double value = random.nextDouble();
      for (int y = top; y < Math.min(HEIGHT, top + 12); y++) {
        for (int x = left; x < Math.min(light[0].length, left + 12); x++) {
          light[y][x] = value;
        }
      }
    }
    try (PairedWriter writer = new PairedWriter(folder.resolve("pan"), false)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(frame(light, i, PATH_PX), frame(light, i, 0));
      }
      writer.finish();
    }
    clip =
        TruthClip.of(BsdDataset.open(folder, BsdDataset.FRAME_RATE).get(0), BsdDataset.FRAME_RATE);
  }

  private static Frame frame(double[][] light, int index, int pathPx) {
    Rational tick = new Rational(1, 25);
    Frame like =
        Frame.allocate(
            index,
            new Timestamp(index, tick),
            new Timestamp(1, tick),
            WIDTH,
            HEIGHT,
            PixelLayout.RGB,
            8,
            ColorSpec.SRGB);
    FloatImage picture = new FloatImage(3, HEIGHT, WIDTH);
    int at = 0;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          double sum = 0;
          for (int k = -pathPx / 2; k <= pathPx / 2; k++) {
            sum += light[y][SPEED_PX * (index + 1) + x + k];
          }
          picture.data()[at++] = (float) Math.pow(sum / (pathPx + 1), 1 / 2.2);
        }
      }
    }
    return picture.toFrame(like);
  }

  @Test
  void deconvolutionAlongMeasuredMotionDoesMoreThanSharpening() {
    List<Quality> input = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      input.add(MetricStyle.STANDARD.compare(clip.blurred(i), clip.sharp(i)));
    }
    double before = Quality.mean(input).psnr();
    List<Long> done = new ArrayList<>();
    List<ClassicMethods.Best> all =
        new ClassicMethods(MetricStyle.STANDARD, 1)
            .all(
                clip,
                (now, total) -> {
                  // Each filter looks at both frames twice.
                  assertThat(total).isEqualTo(12);
                  done.add(now);
                });
    assertThat(done).hasSize(12).isSorted().doesNotHaveDuplicates();
    assertThat(all)
        .extracting(ClassicMethods.Best::name)
        .containsExactly("unsharp", "wiener", "richardsonLucy");
    double unsharp = all.get(0).quality().psnr();
    assertThat(unsharp).isGreaterThan(before);
    for (ClassicMethods.Best best : all.subList(1, 3)) {
      assertThat(best.quality().psnr()).as(best.toString()).isGreaterThan(unsharp + 1);
      // The box of 7 pixels is 0.7 of the way between two frames.
      assertThat(best.setting()).containsPattern("exposure 0.[68]");
    }
    assertThat(new ClassicMethods(MetricStyle.STANDARD, 1).unsharp(clip)).isEqualTo(all.get(0));
  }

  @Test
  void anInterruptionIsHeard() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> new ClassicMethods(MetricStyle.STANDARD, 1).all(clip, (done, total) -> {}))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
