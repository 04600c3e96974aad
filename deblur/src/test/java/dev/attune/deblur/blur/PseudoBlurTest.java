package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.Textures;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PseudoBlurTest {
  private static final Box BOX = new Box(10, 10, 74, 74);
  private final LineIntegralBlur model = new LineIntegralBlur(TransferCurve.LINEAR);

  @Test
  void addsTheVideosNoiseAnewHoweverLongThePath() {
    FloatImage flat = new FloatImage(3, 84, 84);
    Arrays.fill(flat.data(), 0.5f);
    double sd = 0.02;
    for (float length : new float[] {0, 3, 25}) {
      FloatImage bare =
          new PseudoBlur(model, 0).make(flat, BOX, path(length), new SplittableRandom(1));
      FloatImage full =
          new PseudoBlur(model, sd).make(flat, BOX, path(length), new SplittableRandom(1));
      assertThat(sd(luma(bare))).isLessThan(1e-4);
      assertThat(sd(luma(full))).isCloseTo(sd, within(0.1 * sd));
    }
  }

  private static FloatImage luma(FloatImage picture) {
    int n = picture.height() * picture.width();
    FloatImage out = new FloatImage(1, picture.height(), picture.width());
    for (int i = 0; i < n; i++) {
      out.data()[i] =
          0.299f * picture.data()[i]
              + 0.587f * picture.data()[n + i]
              + 0.114f * picture.data()[2 * n + i];
    }
    return out;
  }

  @Test
  void roundsToEightBitsAndRepeatsItself() {
    FloatImage picture = Textures.random(3, 84, 84, 3);
    PseudoBlur blur = new PseudoBlur(model, 0.01);
    FloatImage a = blur.make(picture, BOX, path(9), new SplittableRandom(5));
    FloatImage b = blur.make(picture, BOX, path(9), new SplittableRandom(5));
    assertThat(a.data()).containsExactly(b.data());
    for (float v : a.data()) {
      assertThat(v * 255).isCloseTo(Math.round(v * 255), within(1e-4f));
      assertThat(v).isBetween(0f, 1f);
    }
    assertThat(blur.make(picture, BOX, path(9), new SplittableRandom(6)).data())
        .isNotEqualTo(a.data());
  }

  @Test
  void leavesStillRegionsAsTheyAreWhereTheVideoHasNoNoise() {
    FloatImage picture = new FloatImage(3, 84, 84);
    for (int i = 0; i < picture.data().length; i++) {
      picture.data()[i] = i % 256 / 255f;
    }
    FloatImage out =
        new PseudoBlur(model, 0)
            .make(picture, BOX, BlurPath.still(64, 64), new SplittableRandom(1));
    assertThat(out.data()).containsExactly(picture.crop(10, 10, 64, 64).data());
  }

  @Test
  void refusesNoiseOutOfRange() {
    assertThatThrownBy(() -> new PseudoBlur(model, -0.1)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> new PseudoBlur(model, Double.NaN)).hasMessageContaining("at least 0");
  }

  private static double sd(FloatImage image) {
    double sum = 0;
    double square = 0;
    for (float v : image.data()) {
      sum += v;
      square += v * v;
    }
    double n = image.data().length;
    return Math.sqrt(Math.max(0, square / n - sum / n * (sum / n)));
  }

  private static BlurPath path(float length) {
    BlurPath path = BlurPath.still(64, 64);
    Arrays.fill(path.linearX(), length);
    return path;
  }
}
