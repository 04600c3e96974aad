package dev.attune.video.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.NativeMemory;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.DisFlow.Preset;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DisFlowTest {
  /** A picture of soft waves, moved by (dx, dy): what was at (x, y) is at (x + dx, y + dy). */
  static FloatImage waves(int height, int width, double dx, double dy) {
    FloatImage image = new FloatImage(1, height, width);
    Random random = new Random(12);
    for (int k = 0; k < 12; k++) {
      double fx = random.nextDouble() - 0.5;
      double fy = random.nextDouble() - 0.5;
      double phase = random.nextDouble() * 6;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          image.data()[y * width + x] +=
              (float) (0.04 * Math.sin(fx * (x - dx) + fy * (y - dy) + phase) + 0.5 / 12);
        }
      }
    }
    return image;
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void aKnownMotionIsFound(Preset preset) {
    FloatImage first = waves(120, 160, 0, 0);
    FloatImage second = waves(120, 160, 3.5, -2);
    try (DisFlow dis = new DisFlow(preset)) {
      FlowField flow = dis.flow(first, second);
      double error = 0;
      int count = 0;
      for (int y = 16; y < 104; y++) {
        for (int x = 16; x < 144; x++) {
          error += Math.hypot(flow.u()[y * 160 + x] - 3.5, flow.v()[y * 160 + x] + 2);
          count++;
        }
      }
      assertThat(error / count).isCloseTo(0, within(0.25));
    }
  }

  @Test
  void theSameCallGivesTheSameFieldWhateverCameBetween() {
    FloatImage first = waves(64, 80, 0, 0);
    FloatImage second = waves(64, 80, 1, 1);
    try (DisFlow dis = new DisFlow(Preset.MEDIUM)) {
      FlowField once = dis.flow(first, second);
      dis.flow(waves(48, 100, 0, 0), waves(48, 100, 2, 0));
      FlowField again = dis.flow(first, second);
      assertThat(again.u()).isEqualTo(once.u());
      assertThat(again.v()).isEqualTo(once.v());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,40", "40,3", "11,11", "16,16", "17,31"})
  void tinyAndFlatPicturesGiveFiniteFields(int height, int width) {
    for (Preset preset : Preset.values()) {
      try (DisFlow dis = new DisFlow(preset)) {
        FlowField flow =
            dis.flow(new FloatImage(1, height, width), new FloatImage(1, height, width));
        assertThat(flow.u()).hasSize(height * width).containsOnly(0f);
        FlowField moved = dis.flow(waves(height, width, 0, 0), waves(height, width, 1, 0));
        for (float u : moved.u()) {
          assertThat(u).isFinite();
        }
      }
    }
  }

  @Test
  void wrongPicturesAreRefused() {
    try (DisFlow dis = new DisFlow(Preset.FAST)) {
      assertThatThrownBy(() -> dis.flow(new FloatImage(3, 20, 20), new FloatImage(3, 20, 20)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3 channels");
      assertThatThrownBy(() -> dis.flow(new FloatImage(1, 20, 20), new FloatImage(1, 20, 21)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("20x20")
          .hasMessageContaining("21x20");
    }
    DisFlow closed = new DisFlow(Preset.FAST);
    closed.close();
    assertThatThrownBy(() -> closed.flow(new FloatImage(1, 20, 20), new FloatImage(1, 20, 20)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> MotionThreads.set(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyCallsKeepNoNativeMemory() {
    MotionThreads.set(1);
    FloatImage first = waves(120, 160, 0, 0);
    FloatImage second = waves(120, 160, 1, 0);
    try (DisFlow dis = new DisFlow(Preset.FAST)) {
      dis.flow(first, second);
      long pointers = Pointer.totalCount();
      long growth =
          NativeMemory.growth(
              () -> {
                for (int i = 0; i < 400; i++) {
                  dis.flow(first, second);
                }
              });
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers + 5);
      // A leak of one field a call would be 61 MiB.
      assertThat(growth).isLessThan(20L << 20);
    }
  }
}
