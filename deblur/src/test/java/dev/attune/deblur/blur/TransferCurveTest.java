package dev.attune.deblur.blur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.video.frame.ColorSpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferCurveTest {
  @Property
  void encodingUndoesDecoding(
      @ForAll TransferCurve curve, @ForAll @DoubleRange(min = 0, max = 1) double value) {
    assertThat(curve.decode(value)).isBetween(0.0, 1 + 1e-7);
    assertThat(curve.encode(curve.decode(value))).isCloseTo(value, within(1e-6));
  }

  @Property
  void moreLightIsAGreaterValue(
      @ForAll TransferCurve curve,
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b) {
    double less = Math.min(a, b);
    double more = Math.max(a, b);
    assertThat(curve.encode(less)).isLessThanOrEqualTo(curve.encode(more));
    assertThat(curve.decode(less)).isLessThanOrEqualTo(curve.decode(more));
  }

  /** Signal levels of ITU-R BT.2408 (table 1 and 2) and the ends of the curves. */
  @ParameterizedTest
  @CsvSource({
    "PQ, 0.01, 0.508", "PQ, 0.0203, 0.581", "PQ, 0.1, 0.752", "PQ, 0.4, 0.903", "PQ, 1, 1",
    "PQ, 0, 0", "HLG, 0, 0", "HLG, 0.0833333, 0.5", "HLG, 0.265, 0.75", "HLG, 1, 1"
  })
  void publishedLevelsAreMet(TransferCurve curve, double light, double value) {
    assertThat(curve.encode(light)).isCloseTo(value, within(6e-4));
  }

  @Test
  void theConstantsOfHlgAreThePublishedOnes() {
    assertThat(TransferCurve.HLG_B).isCloseTo(0.28466892, within(1e-8));
    assertThat(TransferCurve.HLG_C).isCloseTo(0.55991073, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"16, PQ", "18, HLG", "8, LINEAR", "1, GAMMA_22", "2, GAMMA_22", "13, GAMMA_22"})
  void theStreamSaysWhichCurveItHas(int transfer, TransferCurve curve) {
    assertThat(TransferCurve.of(new ColorSpec(9, 9, transfer, false))).isEqualTo(curve);
  }
}
