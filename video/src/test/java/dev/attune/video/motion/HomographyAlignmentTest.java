package dev.attune.video.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.HomographyAlignment.Aligned;
import org.junit.jupiter.api.Test;

class HomographyAlignmentTest {
  private static final int SIZE = 96;

  /** A smooth pattern, seen shifted, turned and scaled a little. */
  private static FloatImage pattern(double shiftX, double shiftY, double angle, double scale) {
    FloatImage out = new FloatImage(3, SIZE, SIZE);
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double u = cos * (x - 48) - sin * (y - 48) + 48 + shiftX;
        double v = sin * (x - 48) + cos * (y - 48) + 48 + shiftY;
        for (int c = 0; c < 3; c++) {
          double wave = Math.sin(0.19 * u + 0.11 * v + c) + Math.cos(0.23 * v - 0.07 * u * (c + 1));
          out.data()[(c * SIZE + y) * SIZE + x] = (float) (0.5 + 0.2 * wave);
        }
      }
    }
    return out;
  }

  private static double meanSquare(FloatImage a, FloatImage b, FloatImage inside) {
    double sum = 0;
    double count = 0;
    int n = SIZE * SIZE;
    for (int i = 0; i < a.data().length; i++) {
      double d = a.data()[i] - b.data()[i];
      sum += inside.data()[i % n] * d * d;
      count += inside.data()[i % n];
    }
    return sum / count;
  }

  @Test
  void undoesShiftTurnAndScale() {
    FloatImage fixed = pattern(0, 0, 0, 1);
    FloatImage moving = pattern(3.3, -2.1, 0.02, 1.01);
    Aligned aligned = new HomographyAlignment(100, 5).align(moving, fixed).orElseThrow();
    FloatImage inside = aligned.inside();
    assertThat(meanSquare(aligned.picture(), fixed, inside)).isLessThan(1e-4);
    assertThat(meanSquare(moving, fixed, inside)).isGreaterThan(5e-3);
    double share = 0;
    for (float v : inside.data()) {
      assertThat(v).isIn(0f, 1f);
      share += v / (SIZE * SIZE);
    }
    assertThat(share).isBetween(0.85, 0.99);
    assertThat(inside.channels()).isEqualTo(1);
  }

  @Test
  void picturesWithoutStructureHaveNoHomography() {
    FloatImage flat = new FloatImage(1, SIZE, SIZE);
    assertThat(new HomographyAlignment(10, 5).align(flat, pattern(0, 0, 0, 1).luma())).isEmpty();
  }

  @Test
  void badRequestsAreNamed() {
    HomographyAlignment alignment = new HomographyAlignment(10, 5);
    FloatImage a = new FloatImage(1, 20, 30);
    FloatImage b = new FloatImage(1, 20, 31);
    assertThatThrownBy(() -> alignment.align(a, b)).hasMessageContaining("30x20 and 31x20");
    assertThatThrownBy(() -> new HomographyAlignment(10, 4)).hasMessageContaining("4 taps");
  }
}
