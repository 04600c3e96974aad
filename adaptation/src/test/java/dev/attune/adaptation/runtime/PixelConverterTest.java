package dev.attune.adaptation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelConverterTest {
  private static ByteBuffer bytes(int n) {
    return ByteBuffer.allocateDirect(n).order(ByteOrder.nativeOrder());
  }

  private static PixelBuffer picture(int width, int height, int channels, int depth, int gap) {
    int stride = (width * channels + gap) * depth / 8;
    return new PixelBuffer(bytes(stride * height), width, height, channels, stride, depth);
  }

  private static int sample(PixelBuffer p, int x, int y, int channel) {
    int at = y * p.strideBytes() + (x * p.channels() + channel) * p.bitDepth() / 8;
    return p.bitDepth() == 8 ? p.data().get(at) & 0xff : p.data().getShort(at) & 0xffff;
  }

  private static void set(PixelBuffer p, int x, int y, int channel, int value) {
    int at = y * p.strideBytes() + (x * p.channels() + channel) * p.bitDepth() / 8;
    if (p.bitDepth() == 8) {
      p.data().put(at, (byte) value);
    } else {
      p.data().putShort(at, (short) value);
    }
  }

  private static ByteBuffer planes(PixelConverter c, PixelBuffer p) {
    ByteBuffer planes = bytes(c.planeBytes(p.width(), p.height()));
    c.toPlanes(p, planes);
    return planes;
  }

  private static float plane(
      PixelConverter c, PixelBuffer p, ByteBuffer planes, int i, int x, int y) {
    int w = c.padded(p.width());
    return planes.getFloat(4 * ((i * c.padded(p.height()) + y) * w + x));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void everyValueComesBack(int depth) {
    int side = depth == 8 ? 16 : 256;
    PixelBuffer p = picture(side, side, 3, depth, 0);
    for (int v = 0; v < side * side; v++) {
      for (int c = 0; c < 3; c++) {
        set(p, v % side, v / side, c, (v + c * 77) % (side * side));
      }
    }
    for (PixelConverter c :
        new PixelConverter[] {
          new PixelConverter(false, 0.5f, 1),
          new PixelConverter(true, 0, 4),
          new PixelConverter(false, 255, 0, 8),
          new PixelConverter(false, 2, 1, 1)
        }) {
      PixelBuffer back = picture(side, side, 3, depth, 0);
      c.toPicture(planes(c, p), back);
      assertThat(back.data()).isEqualTo(p.data());
    }
  }

  @Property(tries = 200)
  void anyPictureComesBackAndIsMirroredBeyond(
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 0, max = 2) int kind,
      @ForAll boolean wide,
      @ForAll @IntRange(min = 0, max = 3) int gap,
      @ForAll @IntRange(min = 1, max = 16) int multiple,
      @ForAll long seed) {
    int channels = new int[] {1, 3, 4}[kind];
    PixelBuffer p = picture(width, height, channels, wide ? 16 : 8, gap);
    Random random = new Random(seed);
    for (int i = 0; i < p.data().capacity(); i++) {
      p.data().put(i, (byte) random.nextInt());
    }
    PixelConverter c = new PixelConverter(random.nextBoolean(), 0.5f, multiple);
    ByteBuffer planes = planes(c, p);
    float max = wide ? 65535 : 255;
    for (int plane = 0; plane < 3; plane++) {
      int channel = channels == 1 ? 0 : c.blueFirst() ? 2 - plane : plane;
      for (int y = 0; y < c.padded(height); y++) {
        for (int x = 0; x < c.padded(width); x++) {
          float expected = sample(p, mirror(x, width), mirror(y, height), channel) / max - 0.5f;
          assertThat(plane(c, p, planes, plane, x, y)).isEqualTo(expected);
        }
      }
    }
    // Gaps between rows and opacity are not written.
    ByteBuffer before = bytes(p.data().capacity()).put(p.data().duplicate().clear()).clear();
    c.toPicture(planes, p);
    assertThat(p.data()).isEqualTo(before);
  }

  /** Walks back and forth between the first and the last pixel. */
  private static int mirror(int i, int n) {
    int at = 0;
    int step = 1;
    for (int k = 0; k < i && n > 1; k++) {
      if (at + step < 0 || at + step >= n) {
        step = -step;
      }
      at += step;
    }
    return at;
  }

  @Test
  void valuesAreRoundedHalfUpAndLimited() {
    PixelBuffer p = picture(6, 1, 3, 8, 0);
    PixelConverter c = new PixelConverter(false, 255, 0, 1);
    ByteBuffer planes = bytes(c.planeBytes(6, 1));
    FloatBuffer f = planes.asFloatBuffer();
    f.put(new float[] {0.5f, 1.49f, -0.6f, 300, Float.NaN, 254.5f});
    f.put(new float[] {2.5f, -1e30f, 1e30f, Float.POSITIVE_INFINITY, 0, -0.4f});
    c.toPicture(planes, p);
    int[] red = {1, 1, 0, 255, 0, 255};
    int[] green = {3, 0, 255, 255, 0, 0};
    for (int x = 0; x < 6; x++) {
      assertThat(sample(p, x, 0, 0)).isEqualTo(red[x]);
      assertThat(sample(p, x, 0, 1)).isEqualTo(green[x]);
    }
  }

  @Test
  void grayIsTheMeanOfThePlanesOnTheWayBack() {
    PixelBuffer p = picture(1, 1, 1, 8, 0);
    PixelConverter c = new PixelConverter(false, 255, 0, 1);
    ByteBuffer planes = bytes(12);
    planes.asFloatBuffer().put(new float[] {10, 20, 60});
    c.toPicture(planes, p);
    assertThat(sample(p, 0, 0, 0)).isEqualTo(30);
  }

  @Test
  void opacityIsLeftAsItIs() {
    PixelBuffer p = picture(2, 1, 4, 16, 0);
    set(p, 0, 0, 3, 1234);
    set(p, 1, 0, 3, 60000);
    PixelConverter c = new PixelConverter(true, 0.5f, 1);
    ByteBuffer planes = bytes(c.planeBytes(2, 1));
    planes.asFloatBuffer().put(new float[] {0.5f, 0.5f, 0, 0, -0.5f, -0.5f});
    c.toPicture(planes, p);
    assertThat(sample(p, 0, 0, 0)).isZero();
    assertThat(sample(p, 0, 0, 2)).isEqualTo(65535);
    assertThat(sample(p, 0, 0, 3)).isEqualTo(1234);
    assertThat(sample(p, 1, 0, 3)).isEqualTo(60000);
  }

  @Test
  void sizesAreRoundedUp() {
    PixelConverter c = new PixelConverter(false, 0.5f, 4);
    assertThat(c.padded(1)).isEqualTo(4);
    assertThat(c.padded(8)).isEqualTo(8);
    assertThat(c.planeBytes(5, 9)).isEqualTo(12 * 8 * 12);
  }

  @Test
  void wrongDescriptionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(100), 4, 4, 2, 8, 8))
        .withMessageContaining("2 channels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(100), 0, 4, 3, 8, 8))
        .withMessageContaining("0x4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(100), 4, 4, 3, 12, 10))
        .withMessageContaining("bit depth 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(100), 4, 4, 3, 11, 8))
        .withMessageContaining("stride of 11 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(200), 4, 4, 3, 25, 16))
        .withMessageContaining("whole samples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(47), 4, 4, 3, 12, 8))
        .withMessageContaining("47 bytes is too small for 4 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelBuffer(bytes(47), 1 << 30, 4, 4, 12, 8))
        .withMessageContaining("stride of 12 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelConverter(false, 0.5f, 0))
        .withMessageContaining("multiple 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PixelConverter(false, 0, 0.5f, 1))
        .withMessageContaining("multiply 0.0");
    PixelConverter c = new PixelConverter(false, 0.5f, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> c.toPlanes(picture(5, 5, 3, 8, 0), bytes(767)))
        .withMessage("planes of a picture of 5x5 take 768 bytes, the buffer has 767");
  }
}
