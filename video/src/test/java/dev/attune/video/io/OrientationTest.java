package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrientationTest {
  private static final int ONE = 1 << 16;

  private static List<Orientation> all() {
    List<Orientation> out = new ArrayList<>();
    for (int a = -1; a <= 1; a++) {
      for (int b = -1; b <= 1; b++) {
        for (int c = -1; c <= 1; c++) {
          for (int d = -1; d <= 1; d++) {
            Orientation orientation =
                Orientation.of(new int[] {a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30});
            if (orientation != null) {
              out.add(orientation);
            }
          }
        }
      }
    }
    return out;
  }

  @Test
  void thereAreEightAndFourOfThemMirror() {
    assertThat(all()).hasSize(8).doesNotHaveDuplicates();
    assertThat(all()).filteredOn(o -> o.a() * o.d() - o.b() * o.c() < 0).hasSize(4);
  }

  @Test
  void everyPixelGoesWhereTheMatrixSends() {
    int width = 4;
    int height = 3;
    ByteBuffer stored = ByteBuffer.allocateDirect(width * height * 2);
    for (int i = 0; i < width * height; i++) {
      stored.put(2 * i, (byte) i).put(2 * i + 1, (byte) (100 + i));
    }
    for (Orientation o : all()) {
      ByteBuffer shown = ByteBuffer.allocateDirect(width * height * 2);
      o.turn(stored, width, height, 2, shown);
      int columns = o.swapsSides() ? height : width;
      int leastX = Integer.MAX_VALUE;
      int leastY = Integer.MAX_VALUE;
      for (int q = 0; q < height; q++) {
        for (int p = 0; p < width; p++) {
          leastX = Math.min(leastX, o.a() * p + o.c() * q);
          leastY = Math.min(leastY, o.b() * p + o.d() * q);
        }
      }
      for (int q = 0; q < height; q++) {
        for (int p = 0; p < width; p++) {
          int x = o.a() * p + o.c() * q - leastX;
          int y = o.b() * p + o.d() * q - leastY;
          int at = 2 * (y * columns + x);
          assertThat(shown.get(at)).as("%s (%d,%d)", o, p, q).isEqualTo((byte) (q * width + p));
          assertThat(shown.get(at + 1)).isEqualTo((byte) (100 + q * width + p));
        }
      }
    }
  }

  @Test
  void obliqueOrEmptyMatricesAreNone() {
    assertThat(Orientation.of(new int[9])).isNull();
    assertThat(Orientation.of(new int[] {46341, 46341, 0, -46341, 46341, 0, 0, 0, 1 << 30}))
        .isNull();
    assertThat(Orientation.of(new int[] {ONE, 0, 0, ONE, 0, 0, 0, 0, 1 << 30})).isNull();
  }
}
