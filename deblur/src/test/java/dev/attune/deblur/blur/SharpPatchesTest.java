package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharpPatchesTest {
  private static FloatImage gray(float value) {
    FloatImage out = new FloatImage(3, 40, 50);
    Arrays.fill(out.data(), value);
    return out;
  }

  @Test
  void withoutShareNothingChanges() {
    FloatImage blurred = gray(0.2f);
    assertThat(new SharpPatches(0).mixed(new SplittableRandom(1), blurred, gray(0.8f)))
        .isSameAs(blurred);
  }

  @Test
  void partsAreTheSharpPicturesAndTheRestIsTheBlurredOnes() {
    SplittableRandom random = new SplittableRandom(2);
    int parts = 0;
    for (int k = 0; k < 40; k++) {
      float[] seen = new SharpPatches(1).mixed(random, gray(0.2f), gray(0.8f)).data();
      int sharp = 0;
      int blurred = 0;
      for (float v : seen) {
        assertThat(v).isBetween(0.19f, 0.85f);
        sharp += v > 0.75f ? 1 : 0;
        blurred += v == 0.2f ? 1 : 0;
      }
      assertThat(sharp).isPositive();
      parts += blurred > 0 ? 1 : 0;
    }
    // A few are sharp all over.
    assertThat(parts).isBetween(25, 39);
  }
}
