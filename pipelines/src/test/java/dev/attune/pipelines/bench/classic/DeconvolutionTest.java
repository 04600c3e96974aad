package dev.attune.pipelines.bench.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeconvolutionTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 44;

  private static FloatImage random(long seed) {
    Random random = new Random(seed);
    FloatImage out = new FloatImage(3, HEIGHT, WIDTH);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = random.nextFloat();
    }
    return out;
  }

  /** Squares of random brightness: edges to restore. */
  private static FloatImage squares() {
    Random random = new Random(8);
    float[] values = new float[3 * 10 * 10];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.1f + 0.8f * random.nextFloat();
    }
    FloatImage out = new FloatImage(3, HEIGHT, WIDTH);
    int at = 0;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          out.data()[at++] = values[(c * 10 + y / 6) * 10 + x / 6];
        }
      }
    }
    return out;
  }

  /** Motion that grows to the right. */
  private static BlurPath motion(double x, double y) {
    BlurPath path = BlurPath.still(HEIGHT, WIDTH);
    for (int i = 0; i < path.linearX().length; i++) {
      double grows = 0.5 + (double) (i % WIDTH) / WIDTH;
      path.linearX()[i] = (float) (x * grows);
      path.linearY()[i] = (float) (y * grows);
    }
    return path;
  }

  private static double dot(FloatImage a, FloatImage b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += (double) a.data()[i] * b.data()[i];
    }
    return sum;
  }

  private static double error(FloatImage a, FloatImage b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.pow(a.data()[i] - b.data()[i], 2);
    }
    return sum / a.data().length;
  }

  @Test
  void theTransposeIsTheTranspose() {
    StraightBlur blur = new StraightBlur(motion(9, -5));
    FloatImage x = random(1);
    FloatImage y = random(2);
    assertThat(dot(blur.apply(x), y)).isCloseTo(dot(x, blur.transposed(y)), within(0.01));
    Arrays.fill(x.data(), 0.7f);
    for (float v : blur.apply(x).data()) {
      assertThat(v).isCloseTo(0.7f, within(1e-5f));
    }
  }

  @Test
  void aPathIsTheMeanAlongIt() {
    BlurPath path = BlurPath.still(HEIGHT, WIDTH);
    Arrays.fill(path.linearX(), 8);
    FloatImage ramp = new FloatImage(1, HEIGHT, WIDTH);
    for (int i = 0; i < ramp.data().length; i++) {
      int x = i % WIDTH;
      ramp.data()[i] = x * x;
    }
    FloatImage blurred = new StraightBlur(path).apply(ramp);
    // The mean of (x - t)^2 for t in -4..4 is x^2 + 16/3.
    assertThat(blurred.at(0, 20, 30)).isCloseTo(900 + 16f / 3, within(0.3f));
    assertThatThrownBy(() -> new StraightBlur(path).apply(new FloatImage(1, 5, 5)))
        .hasMessageContaining("do not belong together");
  }

  @Test
  void withoutMotionNothingChanges() {
    StraightBlur still = new StraightBlur(BlurPath.still(HEIGHT, WIDTH));
    FloatImage picture = random(3);
    assertThat(error(RichardsonLucy.of(picture, still, List.of(5)).get(0), picture))
        .isLessThan(1e-10);
    assertThat(error(WienerFilter.of(picture, still, 1e-6, 5), picture)).isLessThan(1e-9);
  }

  @Test
  void bothUndoAKnownBlurBetterWithMoreSteps() {
    FloatImage sharp = squares();
    StraightBlur blur = new StraightBlur(motion(6, 3));
    FloatImage blurred = blur.apply(sharp);
    double before = error(blurred, sharp);
    List<FloatImage> lucy = RichardsonLucy.of(blurred, blur, List.of(3, 40));
    assertThat(lucy.get(0).data())
        .isEqualTo(RichardsonLucy.of(blurred, blur, List.of(3)).get(0).data());
    double few = error(lucy.get(0), sharp);
    double many = error(lucy.get(1), sharp);
    assertThat(few).isLessThan(0.85 * before);
    assertThat(many).isLessThan(0.8 * few);
    few = error(WienerFilter.of(blurred, blur, 1e-4, 3), sharp);
    many = error(WienerFilter.of(blurred, blur, 1e-4, 40), sharp);
    assertThat(few).isLessThan(0.85 * before);
    assertThat(many).isLessThan(0.8 * few);
  }

  @Test
  void moreWeightIsSmoother() {
    FloatImage noise = random(5);
    StraightBlur still = new StraightBlur(BlurPath.still(HEIGHT, WIDTH));
    FloatImage weak = WienerFilter.of(noise, still, 0.1, 30);
    FloatImage strong = WienerFilter.of(noise, still, 10, 30);
    FloatImage mean = new FloatImage(3, HEIGHT, WIDTH);
    Arrays.fill(mean.data(), 0.5f);
    assertThat(error(strong, mean)).isLessThan(0.2 * error(weak, mean));
  }

  @Test
  void lightStaysPositive() {
    FloatImage dark = new FloatImage(3, HEIGHT, WIDTH);
    dark.data()[1000] = 1;
    StraightBlur blur = new StraightBlur(motion(5, 5));
    for (float v : RichardsonLucy.of(dark, blur, List.of(15)).get(0).data()) {
      assertThat(v).isFinite().isGreaterThan(-1e-3f);
    }
  }
}
