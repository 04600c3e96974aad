package dev.attune.video.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameConversionsTest {
  /** Each pixel as the integral over its rectangle, by definition. */
  private static double areaMean(FloatImage image, int height, int width, int y, int x) {
    double top = (double) y * image.height() / height;
    double bottom = (y + 1.0) * image.height() / height;
    double left = (double) x * image.width() / width;
    double right = (x + 1.0) * image.width() / width;
    double sum = 0;
    for (int sy = 0; sy < image.height(); sy++) {
      double rows = Math.min(bottom, sy + 1) - Math.max(top, sy);
      for (int sx = 0; rows > 0 && sx < image.width(); sx++) {
        double columns = Math.min(right, sx + 1) - Math.max(left, sx);
        if (columns > 0) {
          sum += rows * columns * image.at(0, sy, sx);
        }
      }
    }
    return sum / ((bottom - top) * (right - left));
  }

  @ParameterizedTest
  @CsvSource({"GRAY,8", "RGB,8", "RGBA,8", "RGB,16", "RGBA,16"})
  void grayIsTheLumaOfThePicture(PixelLayout layout, int bitDepth) {
    Frame frame = FloatImageTest.noise(17, 11, layout, bitDepth, 3);
    FloatImage expected = FloatImage.of(frame).luma();
    FloatImage gray = FrameConversions.gray(frame);
    for (int i = 0; i < gray.data().length; i++) {
      assertThat(gray.data()[i]).isCloseTo(expected.data()[i], within(2e-6f));
    }
  }

  @Property(tries = 60)
  void smallerPicturesAreMeansOfAreas(
      @ForAll @IntRange(min = 1, max = 24) int fromHeight,
      @ForAll @IntRange(min = 1, max = 24) int fromWidth,
      @ForAll @IntRange(min = 1, max = 24) int toHeight,
      @ForAll @IntRange(min = 1, max = 24) int toWidth) {
    int height = Math.min(fromHeight, toHeight);
    int width = Math.min(fromWidth, toWidth);
    Frame frame =
        FloatImageTest.noise(fromWidth, fromHeight, PixelLayout.RGB, 8, fromHeight * 31L + toWidth);
    FloatImage gray = FloatImage.of(frame).luma();
    FloatImage small = FrameConversions.gray(frame, height, width);
    FloatImage same = FrameConversions.smaller(gray, height, width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float expected = (float) areaMean(gray, height, width, y, x);
        assertThat(small.at(0, y, x)).isCloseTo(expected, within(1e-5f));
        assertThat(same.at(0, y, x)).isCloseTo(expected, within(1e-5f));
      }
    }
  }

  @Test
  void greaterOrColouredPicturesAreRefused() {
    Frame frame = FloatImageTest.noise(8, 6, PixelLayout.RGB, 8, 1);
    assertThatThrownBy(() -> FrameConversions.gray(frame, 6, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8x6")
        .hasMessageContaining("9x6");
    assertThatThrownBy(() -> FrameConversions.smaller(FloatImage.of(frame), 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 channels");
  }
}
