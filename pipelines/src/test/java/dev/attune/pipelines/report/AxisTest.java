package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void ticksAreRound() {
    assertThat(labels(Axis.loose(0.21, 0.58, 4)))
        .containsExactly("0.2", "0.3", "0.4", "0.5", "0.6");
    assertThat(labels(Axis.tight(0, 279, 6)))
        .containsExactly("0", "50", "100", "150", "200", "250");
    assertThat(labels(Axis.loose(0.00112, 0.00301, 4)))
        .containsExactly("0.0010", "0.0015", "0.0020", "0.0025", "0.0030", "0.0035");
    assertThat(labels(Axis.loose(2.1e-5, 8e-5, 4))).containsExactly("2e-5", "4e-5", "6e-5", "8e-5");
    assertThat(labels(Axis.loose(-1, 1, 4))).containsExactly("-1.0", "-0.5", "0.0", "0.5", "1.0");
  }

  @Test
  void aConstantHasRoomAroundIt() {
    Axis axis = Axis.loose(5, 5, 4);
    assertThat(axis.place(5)).isBetween(0.2, 0.8);
    assertThat(Axis.loose(0, 0, 4).ticks()).hasSizeGreaterThan(1);
  }

  @Property
  void everyValueLiesWithinAndTicksAreFew(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double a,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double b,
      @ForAll @IntRange(min = 2, max = 10) int wanted) {
    Axis axis = Axis.loose(Math.min(a, b), Math.max(a, b), wanted);
    assertThat(axis.place(a)).isBetween(-1e-9, 1 + 1e-9);
    assertThat(axis.place(b)).isBetween(-1e-9, 1 + 1e-9);
    assertThat(axis.ticks()).hasSizeBetween(2, 3 * wanted + 2);
    assertThat(labels(axis)).doesNotHaveDuplicates();
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }
}
