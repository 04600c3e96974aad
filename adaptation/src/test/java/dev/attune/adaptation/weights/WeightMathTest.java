package dev.attune.adaptation.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class WeightMathTest {
  @Test
  void driftIsMeasuredOverAllFloatingTensors() {
    Weights from = weights(3, 3, 4, 0);
    Weights to = weights(900, 6, 4, -4);
    Drift drift = WeightMath.drift(from, to);
    assertThat(drift.l2()).isEqualTo(5);
    assertThat(drift.relative()).isEqualTo(1);
    assertThat(drift.maxAbs()).isEqualTo(4);
    assertThat(drift.furthest()).isEqualTo("b");
    assertThat(WeightMath.drift(from, from)).isEqualTo(new Drift(0, 0, 0, ""));
    assertThat(WeightMath.drift(weights(0, 0, 0, 0), to).relative())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void notANumberShows() {
    Drift drift = WeightMath.drift(weights(0, 1, 1, 1), weights(0, 1, Float.NaN, 9));
    assertThat(drift.isFinite()).isFalse();
    assertThat(drift.maxAbs()).isNaN();
    assertThat(drift.furthest()).isEqualTo("a");
  }

  @Property
  void theMeanLiesBetween(
      @ForAll @FloatRange(min = -1e6f, max = 1e6f) float x,
      @ForAll @FloatRange(min = -1e6f, max = 1e6f) float y,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    Weights mixed = WeightMath.interpolate(weights(1, x, 0, 0), weights(2, y, 0, 0), share);
    double expected = x + share * ((double) y - x);
    assertThat((double) mixed.get("a").toFloats()[0])
        .isCloseTo(expected, within(1e-7 * (Math.abs((double) x) + Math.abs((double) y)) + 1e-30));
  }

  @Test
  void theEndsAreExactAndCountersAreTaken() {
    Weights a = weights(1, 0.1f, 0.2f, 0.3f);
    Weights b = weights(2, 0.4f, 0.5f, 0.6f).withMetadata(Map.of("k", "b"));
    assertThat(WeightMath.interpolate(a, b, 0).bitEquals(a)).isTrue();
    assertThat(WeightMath.interpolate(a, b, 1).bitEquals(b)).isTrue();
    Weights average = WeightMath.movingAverage(a, b, 0.75);
    assertThat(average.get("count").toDoubles()).containsExactly(2);
    assertThat(average.get("b").toFloats()).containsExactly(0.375f);
    assertThat(average.metadata()).containsEntry("k", "b");
  }

  @Test
  void theStorageOfTheAverageIsKept() {
    Weights half = weights(0, 1, 1, 1).as(ElementType.FLOAT16);
    Weights mixed = WeightMath.interpolate(half, weights(0, 2, 2, 2), 0.5);
    assertThat(mixed.get("a").type()).isEqualTo(ElementType.FLOAT16);
    assertThat(mixed.get("a").toFloats()).containsExactly(1.5f, 1.5f);
  }

  @Test
  void unlikeWeightsAreRefused() {
    Weights a = weights(1, 1, 1, 1);
    Weights shape = WeightNames.rename(a, n -> n.equals("a") ? "b" : n.equals("b") ? "a" : n);
    assertThatThrownBy(() -> WeightMath.drift(a, shape))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> WeightMath.drift(a, WeightNames.select(a, "a"::equals)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WeightMath.interpolate(a, a, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> WeightMath.interpolate(a, a, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Weights weights(long count, float a0, float a1, float b) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    ByteBuffer counter = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, count);
    tensors.put("count", HostTensor.wrap(ElementType.INT64, Shape.of(), counter));
    tensors.put("a", HostTensor.of(Shape.of(2), a0, a1));
    tensors.put("b", HostTensor.of(Shape.of(), b));
    return Weights.of(tensors, Map.of());
  }
}
