package dev.attune.deblur.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSamplesTest {
  private static final int SLOPES_FROM =
      3 + PathSamples.FRACTIONS.length + PathSamples.DISTANCES_PX.length;

  private static FloatImage noise(int height, int width) {
    SplittableRandom random = new SplittableRandom(height * 31L + width);
    FloatImage out = new FloatImage(3, height, width);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = (float) random.nextDouble();
    }
    return out;
  }

  private static BlurPath moving(int height, int width, float x, float y) {
    BlurPath out = BlurPath.still(height, width);
    java.util.Arrays.fill(out.linearX(), x);
    java.util.Arrays.fill(out.linearY(), y);
    return out;
  }

  @Test
  void coloursStayAndAStillPictureHasNothingToSample() {
    FloatImage picture = noise(9, 14);
    FloatImage out = PathSamples.guided(picture, BlurPath.still(9, 14));
    assertThat(out.channels()).isEqualTo(3 + PathSamples.CHANNELS);
    int n = 9 * 14;
    for (int i = 0; i < out.data().length; i++) {
      assertThat(out.data()[i]).isEqualTo(i < 3 * n ? picture.data()[i] : 0f);
    }
  }

  @ParameterizedTest
  @CsvSource({"8,0", "0,8", "-8,0", "0,-8"})
  void aStepThatWasBlurredAlongThePathComesBackAsTheSlopeAtItsEnd(float x, float y) {
    int side = 64;
    boolean across = x != 0;
    FloatImage ramp = new FloatImage(3, side, side);
    for (int i = 0; i < ramp.data().length; i++) {
      int place = across ? i % side : i / side % side;
      ramp.data()[i] = Math.min(1, Math.max(0, 0.5f + (place - 31.5f) / 8));
    }
    FloatImage out = PathSamples.guided(ramp, moving(side, side, x, y));
    int from = SLOPES_FROM + (x + y > 0 ? 1 : 2);
    int towards = SLOPES_FROM + (x + y > 0 ? 2 : 1);
    // But for the two pixels at the step, where the corner of the ramp lies between pixels.
    for (int k : new int[] {28, 29, 30, 33, 34, 35}) {
      int row = across ? 32 : k;
      int column = across ? k : 32;
      float step = k < 32 ? 0 : 1;
      // The derivative is taken along the path: against the step it is negative.
      float sign = Math.signum(x + y);
      assertThat(sign * out.at(from, row, column)).isCloseTo(step, within(1e-5f));
      assertThat(sign * out.at(towards, row, column)).isCloseTo(1 - step, within(1e-5f));
    }
  }

  @Test
  void samplesAreTakenAlongThePathBetweenPixels() {
    FloatImage slope = new FloatImage(3, 32, 48);
    for (int i = 0; i < slope.data().length; i++) {
      slope.data()[i] = (i % 48) * 0.01f + (i / 48 % 32) * 0.02f;
    }
    FloatImage out = PathSamples.guided(slope, moving(32, 48, 3, 4));
    int row = 16;
    int column = 24;
    float perLength = 3 * 0.01f + 4 * 0.02f;
    for (int k = 0; k < PathSamples.FRACTIONS.length; k++) {
      assertThat(out.at(3 + k, row, column))
          .isCloseTo(PathSamples.FRACTIONS[k] * perLength, within(1e-5f));
    }
    for (int k = 0; k < PathSamples.DISTANCES_PX.length; k++) {
      assertThat(out.at(3 + PathSamples.FRACTIONS.length + k, row, column))
          .isCloseTo(PathSamples.DISTANCES_PX[k] * perLength / 5, within(1e-5f));
    }
    for (int k = 0; k < PathSamples.SLOPES.length; k++) {
      assertThat(out.at(SLOPES_FROM + k, row, column)).isCloseTo(perLength, within(1e-4f));
    }
    assertThat(out.at(3 + PathSamples.KERNEL, row, column)).isEqualTo(5f / 16);
  }

  @Test
  void aPictureThatIsMirroredWithItsPathsHasMirroredSamples() {
    FloatImage picture = noise(20, 26);
    FloatImage out = PathSamples.guided(picture, moving(20, 26, 4.3f, -2.1f));
    FloatImage mirrored = PathSamples.guided(mirror(picture), moving(20, 26, -4.3f, -2.1f));
    FloatImage wanted = mirror(out);
    for (int i = 0; i < wanted.data().length; i++) {
      assertThat(mirrored.data()[i]).isCloseTo(wanted.data()[i], within(2e-4f));
    }
  }

  private static FloatImage mirror(FloatImage picture) {
    FloatImage out = new FloatImage(picture.channels(), picture.height(), picture.width());
    int w = picture.width();
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = picture.data()[i / w * w + w - 1 - i % w];
    }
    return out;
  }

  @Test
  void pathsOfAPaddedPictureMayBeSmaller() {
    FloatImage picture = noise(12, 16);
    BlurPath path = moving(9, 13, 2, 1);
    FloatImage out = PathSamples.guided(picture, path);
    FloatImage whole = PathSamples.guided(picture, moving(12, 16, 2, 1));
    assertThat(out.data()).isEqualTo(whole.data());
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5"})
  void samplesOfAPartAreThoseOfTheWholeThere(int threads) {
    FloatImage picture = noise(12, 16);
    FloatImage whole = PathSamples.guided(picture, moving(12, 16, 3.5f, -2));
    Box part = new Box(4, 5, 11, 14);
    FloatBuffer planes = FloatBuffer.allocate(PathSamples.CHANNELS * part.height() * part.width());
    PathSamples.of(FloatBuffer.wrap(picture.data()), 12, 16)
        .write(part, moving(7, 9, 3.5f, -2), planes, threads);
    for (int c = 0; c < PathSamples.CHANNELS; c++) {
      for (int y = 0; y < part.height(); y++) {
        for (int x = 0; x < part.width(); x++) {
          assertThat(planes.get((c * part.height() + y) * part.width() + x))
              .isEqualTo(whole.data()[((3 + c) * 12 + 4 + y) * 16 + 5 + x]);
        }
      }
    }
  }

  @Test
  void pathsLargerThanThePictureAreRefused() {
    assertThatThrownBy(() -> PathSamples.guided(noise(8, 8), BlurPath.still(8, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8x9")
        .hasMessageContaining("a picture of 8x8");
  }
}
