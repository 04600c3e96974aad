package dev.attune.pipelines.bench.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UnsharpMaskTest {
  @Test
  void flatPicturesStayAsTheyAre() {
    FloatImage flat = new FloatImage(3, 9, 11);
    Arrays.fill(flat.data(), 0.4f);
    float[] out = new UnsharpMask(1.5, 2).apply(flat).data();
    for (float v : out) {
      assertThat(v).isCloseTo(0.4f, within(1e-6f));
    }
  }

  @Test
  void edgesGetSteeperByTheAmountAndStayInRange() {
    FloatImage step = new FloatImage(1, 5, 20);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 20; x++) {
        step.data()[y * 20 + x] = x < 10 ? 0.3f : 0.6f;
      }
    }
    FloatImage weak = new UnsharpMask(1, 0.5).apply(step);
    FloatImage strong = new UnsharpMask(1, 1).apply(step);
    float rise = weak.at(0, 2, 10) - 0.6f;
    assertThat(rise).isPositive();
    assertThat(strong.at(0, 2, 10) - 0.6f).isCloseTo(2 * rise, within(1e-5f));
    assertThat(strong.at(0, 2, 9)).isLessThan(0.3f);
    float[] extreme = new UnsharpMask(3, 50).apply(step).data();
    for (float v : extreme) {
      assertThat(v).isBetween(0f, 1f);
    }
  }
}
