package dev.attune.video.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatImageTest {
  private static final Timestamp TIME = new Timestamp(5, new Rational(1, 25));

  /** A frame of noise, its rows padded. */
  static Frame noise(int width, int height, PixelLayout layout, int bitDepth, long seed) {
    int sampleBytes = bitDepth / 8;
    int stride = width * layout.channels() * sampleBytes + 6;
    ByteBuffer data = ByteBuffer.allocateDirect(stride * height).order(ByteOrder.nativeOrder());
    byte[] bytes = new byte[data.capacity()];
    new Random(seed).nextBytes(bytes);
    data.put(0, bytes);
    return new Frame(3, TIME, TIME, width, height, layout, bitDepth, stride, data, ColorSpec.SRGB);
  }

  @ParameterizedTest
  @CsvSource({"GRAY,8", "RGB,8", "RGBA,8", "GRAY,16", "RGB,16", "RGBA,16"})
  void everySampleGoesToItsPlane(PixelLayout layout, int bitDepth) {
    Frame frame = noise(13, 7, layout, bitDepth, 1);
    FloatImage image = FloatImage.of(frame);
    assertThat(image.channels()).isEqualTo(layout.channels());
    for (int c = 0; c < layout.channels(); c++) {
      for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 13; x++) {
          float expected = frame.sample(c, y, x) / (float) frame.maxValue();
          assertThat(image.at(c, y, x)).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"GRAY", "RGB", "RGBA"})
  void toFrameGivesTheSamplesBack(PixelLayout layout) {
    Frame frame = noise(9, 5, layout, 8, 2);
    Frame back = FloatImage.of(frame).toFrame(frame);
    assertThat(back.layout()).isEqualTo(layout);
    assertThat(back.index()).isEqualTo(3);
    assertThat(back.time()).isEqualTo(TIME);
    for (int c = 0; c < layout.channels(); c++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 9; x++) {
          assertThat(back.sample(c, y, x)).isEqualTo(frame.sample(c, y, x));
        }
      }
    }
  }

  @Test
  void toFrameClampsAndRounds() {
    FloatImage image = new FloatImage(1, 1, 5);
    image.data()[0] = -3f;
    image.data()[1] = 7f;
    image.data()[2] = Float.NaN;
    image.data()[3] = 100.4f / 255;
    image.data()[4] = 100.6f / 255;
    Frame frame = image.toFrame(noise(5, 1, PixelLayout.GRAY, 8, 1));
    assertThat(frame.sample(0, 0, 0)).isZero();
    assertThat(frame.sample(0, 0, 1)).isEqualTo(255);
    assertThat(frame.sample(0, 0, 2)).isZero();
    assertThat(frame.sample(0, 0, 3)).isEqualTo(100);
    assertThat(frame.sample(0, 0, 4)).isEqualTo(101);
  }

  @Test
  void cropTakesTheRectangleAndRefusesTheRest() {
    FloatImage image = FloatImage.of(noise(8, 6, PixelLayout.RGB, 8, 4));
    FloatImage part = image.crop(2, 3, 4, 5);
    assertThat(part.at(2, 3, 4)).isEqualTo(image.at(2, 5, 7));
    assertThatThrownBy(() -> image.crop(3, 3, 4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leaves a picture of 6x8");
  }
}
