package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.PathBank;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.sharpness.Box;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlurSamplerTest {
  private static final Box BOX = new Box(16, 16, 48, 48);
  private static final SamplerSettings PLAIN = new SamplerSettings(1, 1, 1.5, 64, 0, 0);

  @Test
  void takesTheMotionOfBlurrierFramesOfTheSameScene() {
    PathBank bank = new PathBank(8);
    bank.add(0, 0, ReducedPaths.of(moving(64, 96, 0.5f)));
    bank.add(1, 0, ReducedPaths.of(moving(64, 96, 10)));
    bank.add(2, 0, ReducedPaths.of(moving(64, 96, 20)));
    bank.add(3, 1, ReducedPaths.of(moving(64, 96, 30)));
    BlurSampler sampler = new BlurSampler(bank, 0.5, PLAIN);
    SplittableRandom random = new SplittableRandom(1);
    Set<Long> lengths = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      BlurPath path = sampler.sample(64, 96, 0, BOX, random).orElseThrow();
      assertThat(path.height()).isEqualTo(32);
      lengths.add(Math.round(path.meanLengthPx()));
    }
    assertThat(lengths).containsExactlyInAnyOrder(5L, 10L);
    // a scene without motion of its own borrows
    assertThat(sampler.sample(64, 96, 7, BOX, random)).isPresent();
  }

  @Test
  void saysWhereNothingMoves() {
    PathBank bank = new PathBank(8);
    assertThat(sample(bank)).isEmpty();
    bank.add(0, 0, ReducedPaths.of(moving(64, 96, 0.2f)));
    assertThat(sample(bank)).isEmpty();
    bank.add(1, 0, ReducedPaths.of(moving(32, 48, 30))); // another size of frame cannot lend
    assertThat(sample(bank)).isEmpty();
    bank.add(2, 0, ReducedPaths.of(moving(64, 96, 30)));
    assertThat(sample(bank)).isPresent();
  }

  @Test
  void variesExposureWithinItsRangeAndLimitsTheLength() {
    PathBank bank = new PathBank(8);
    bank.add(0, 0, ReducedPaths.of(moving(64, 96, 20)));
    SplittableRandom random = new SplittableRandom(2);
    BlurSampler sampler =
        new BlurSampler(bank, 0.5, new SamplerSettings(0.8, 1.25, 1, 11, 0.5, 0.25));
    int still = 0;
    int reversed = 0;
    for (int i = 0; i < 400; i++) {
      BlurPath path = sampler.sample(64, 96, 0, BOX, random).orElseThrow();
      if (path.meanLengthPx() == 0) {
        still++;
        continue;
      }
      reversed += path.linearX()[0] < 0 ? 1 : 0;
      assertThat(path.meanLengthPx()).isBetween(7.99, 11.01);
    }
    assertThat(still).isBetween(60, 140);
    assertThat(reversed).isBetween(100, 200);
  }

  @Test
  void repeatsItselfForTheSameSeed() {
    PathBank bank = new PathBank(8);
    for (int t = 0; t < 6; t++) {
      bank.add(t, 0, ReducedPaths.of(moving(64, 96, 5 + t)));
    }
    BlurSampler sampler = new BlurSampler(bank, 1, SamplerSettings.DEFAULT);
    SplittableRandom a = new SplittableRandom(3);
    SplittableRandom b = new SplittableRandom(3);
    for (int i = 0; i < 20; i++) {
      assertThat(sampler.sample(64, 96, 0, BOX, a).orElseThrow().linearX())
          .containsExactly(sampler.sample(64, 96, 0, BOX, b).orElseThrow().linearX());
    }
  }

  @Test
  void bankStaysSmallAndSpreadsOverTime() {
    PathBank bank = new PathBank(8);
    for (int t = 0; t < 1000; t++) {
      bank.add(t, 0, ReducedPaths.of(moving(16, 16, t)));
    }
    assertThat(bank.entries()).hasSizeBetween(4, 8);
    assertThat(bank.entries().get(0).frameIndex()).isZero();
    long last = bank.entries().get(bank.entries().size() - 1).frameIndex();
    assertThat(last).isGreaterThan(800);
    long gap = bank.entries().get(1).frameIndex();
    for (int i = 1; i < bank.entries().size(); i++) {
      assertThat(bank.entries().get(i).frameIndex() - bank.entries().get(i - 1).frameIndex())
          .isEqualTo(gap);
    }
  }

  @Test
  void reducedPathsInterpolateBack() {
    BlurPath slope = BlurPath.still(64, 80);
    for (int i = 0; i < 64 * 80; i++) {
      slope.linearX()[i] = i % 80;
      slope.curveY()[i] = i / 80 * 2;
    }
    PathBank bank = new PathBank(2);
    bank.add(0, 0, ReducedPaths.of(slope));
    BlurPath back = bank.entries().get(0).motion().paths(new Box(8, 8, 56, 72));
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(back.linearX()[y * 64 + x]).isCloseTo(x + 8f, within(1e-3f));
        assertThat(back.curveY()[y * 64 + x]).isCloseTo(2 * (y + 8f), within(1e-3f));
      }
    }
    assertThatThrownBy(() -> bank.entries().get(0).motion().paths(new Box(0, 0, 65, 8)))
        .hasMessageContaining("64x80");
  }

  @Test
  void framesSmallerThanTheStepWork() {
    PathBank bank = new PathBank(2);
    bank.add(0, 0, ReducedPaths.of(moving(5, 3, 4)));
    BlurPath back = bank.entries().get(0).motion().paths(Box.whole(5, 3));
    assertThat(back.linearX()).containsOnly(4);
    assertThat(bank.entries().get(0).motion().meanLengthPx(Box.whole(5, 3)))
        .isCloseTo(4, within(1e-6));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SamplerSettings(0, 1, 1, 2, 0, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new SamplerSettings(1, 1, 3, 2, 0, 0))
        .hasMessageContaining("in order");
    assertThatThrownBy(() -> new SamplerSettings(1, 1, 1, 2, 0, 2)).hasMessageContaining("0..1");
    assertThatThrownBy(() -> new PathBank(1)).hasMessageContaining("at least 2");
  }

  private static Optional<BlurPath> sample(PathBank bank) {
    return new BlurSampler(bank, 1, PLAIN).sample(64, 96, 0, BOX, new SplittableRandom(1));
  }

  private static BlurPath moving(int height, int width, float length) {
    BlurPath path = BlurPath.still(height, width);
    Arrays.fill(path.linearX(), length);
    return path;
  }
}
