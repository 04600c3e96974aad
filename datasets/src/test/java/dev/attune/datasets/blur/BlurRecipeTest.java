package dev.attune.datasets.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BlurRecipeTest {
  private static BlurRecipe recipe(int sequences, int frames, double compressed) {
    return new BlurRecipe(
        BlurMode.HandHeld.DEFAULTS,
        Optional.empty(),
        OptionalDouble.empty(),
        frames,
        sequences,
        new Range(0.3, 2.5),
        compressed,
        new Range(20, 34),
        9);
  }

  @Test
  void sequencesSpreadOverTheSourceAndDrawWithinTheirRanges() {
    List<SequencePlan> plans = SequencePlan.of(recipe(10, 40, 0.3), "clip", 340);
    assertThat(plans).extracting(SequencePlan::name).doesNotHaveDuplicates();
    assertThat(plans).extracting(SequencePlan::seed).doesNotHaveDuplicates();
    for (int k = 0; k < 10; k++) {
      SequencePlan plan = plans.get(k);
      // 301 frames can be the first; each sequence has a tenth of them.
      assertThat(plan.firstFrame()).isBetween((long) (k * 30.1), (long) ((k + 1) * 30.1));
      assertThat(plan.exposure()).isBetween(0.3, 0.9);
      assertThat(plan.amplitude()).isBetween(0.7, 1.4);
      assertThat(plan.noise()).isBetween(0.3, 2.5);
      if (plan.quality().isPresent()) {
        assertThat(plan.quality().getAsInt()).isBetween(20, 34);
      }
    }
    assertThat(plans).filteredOn(p -> p.quality().isPresent()).hasSize(3);
    assertThat(SequencePlan.of(recipe(10, 40, 0.3), "other", 340))
        .extracting(SequencePlan::seed)
        .doesNotContainAnyElementsOf(plans.stream().map(SequencePlan::seed).toList());
  }

  @Test
  void aSourceShorterThanASequenceIsTakenFromItsBeginning() {
    assertThat(SequencePlan.of(recipe(3, 40, 0), "clip", 12))
        .extracting(SequencePlan::firstFrame)
        .containsOnly(0L);
  }

  @Test
  void whatIsOutOfRangeIsRefusedWithTheRange() {
    assertThatThrownBy(() -> new Range(2, 1)).hasMessageContaining("2.0 to 1.0");
    assertThatThrownBy(() -> Range.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BlurMode.HandHeld(new Range(0, 0.5), Range.of(1), 32))
        .hasMessageContaining("exposure 0.0..0.5: values from 0.05 to 1.0");
    assertThatThrownBy(() -> new BlurMode.HandHeld(Range.of(0.5), Range.of(11), 32))
        .hasMessageContaining("amplitude");
    assertThatThrownBy(() -> new BlurMode.HandHeld(Range.of(0.5), Range.of(1), 2000))
        .hasMessageContaining("poses 2000: 1 to 1024");
    assertThatThrownBy(() -> BlurMode.FrameAverage.of(8, OptionalInt.empty()))
        .hasMessageContaining("window 8: odd numbers");
    assertThatThrownBy(() -> BlurMode.FrameAverage.of(7, OptionalInt.of(0)))
        .hasMessageContaining("stride 0");
    assertThatThrownBy(() -> new PictureSize(641, 360)).hasMessageContaining("must be even");
    assertThatThrownBy(() -> new PictureSize(16, 360)).hasMessageContaining("32 to 8192");
    assertThatThrownBy(() -> recipe(0, 40, 0)).hasMessageContaining("sequences 0");
    assertThatThrownBy(() -> recipe(1, 0, 0)).hasMessageContaining("frames 0");
    assertThatThrownBy(() -> recipe(1, 1, 1.5)).hasMessageContaining("1.5: 0 to 1");
  }
}
