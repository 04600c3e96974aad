package dev.attune.adaptation.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {
  @Test
  void everyHalfSurvivesTheWayThroughFloatAndDouble() {
    for (int bits = 0; bits < 0x10000; bits++) {
      short half = (short) bits;
      float value = Half.toFloat(half);
      assertThat(value).isEqualTo(Float.valueOf(definition(bits)));
      if (Float.isNaN(value)) {
        assertThat(Half.toFloat(Half.fromFloat(value))).isNaN();
        assertThat(Half.toFloat(Half.fromDouble(value))).isNaN();
      } else {
        assertThat(Half.fromFloat(value)).isEqualTo(half);
        assertThat(Half.fromDouble(value)).isEqualTo(half);
      }
    }
  }

  @Test
  void halfwayBetweenTwoNeighboursGoesToTheEvenOne() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Half.toFloat((short) bits);
      float high = Half.toFloat((short) (bits + 1));
      float middle = (float) (((double) low + high) / 2);
      short even = (short) (bits % 2 == 0 ? bits : bits + 1);
      assertThat(Half.fromFloat(middle)).isEqualTo(even);
      assertThat(Half.fromFloat(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(Half.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Half.fromFloat(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "1e9, 7c00",
    "-1e9, fc00",
    "1e-9, 0",
    "-0.0, 8000",
    "5.9604645e-8, 1",
    "2.9802322e-8, 0",
    "2.9802326e-8, 1",
    "Infinity, 7c00"
  })
  void edges(float value, String hex) {
    assertThat(Half.fromFloat(value)).isEqualTo((short) Integer.parseInt(hex, 16));
  }

  @Test
  void aDoubleIsRoundedOnceAndNotThroughFloat() {
    // Just above the middle of 1 and the next half; as a float it would be the middle, and go down.
    double above = 1 + 0x1p-11 + 0x1p-40;
    assertThat((float) above).isEqualTo((float) (1 + 0x1p-11));
    assertThat(Half.fromDouble(above)).isEqualTo((short) 0x3c01);
    assertThat(Half.fromDouble(1 + 0x1p-11)).isEqualTo((short) 0x3c00);
    assertThat(Half.bfloat16(1 + 0x1p-8 + 0x1p-40)).isEqualTo((short) 0x3f81);
    assertThat(Half.bfloat16(1 + 0x1p-8)).isEqualTo((short) 0x3f80);
  }

  @Property
  void nearestOfAllHalves(@ForAll long seed) {
    double value =
        new Random(seed).nextGaussian() * Math.pow(2, new Random(~seed).nextInt(40) - 25);
    short half = Half.fromDouble(value);
    double error = Math.abs(Half.toFloat(half) - value);
    if (Float.isInfinite(Half.toFloat(half))) {
      assertThat(Math.abs(value)).isGreaterThanOrEqualTo(65520);
      return;
    }
    int magnitude = half & 0x7fff;
    assertThat(error).isLessThanOrEqualTo(distance(magnitude + 1, value));
    if (magnitude > 0) {
      assertThat(error).isLessThanOrEqualTo(distance(magnitude - 1, value));
    }
  }

  @Test
  void bfloat16KeepsTheUpperHalfAndNaN() {
    for (int upper = 0; upper < 0x10000; upper++) {
      float value = Float.intBitsToFloat(upper << 16);
      if (Float.isNaN(value)) {
        short kept = Half.bfloat16(value);
        assertThat(Float.intBitsToFloat(kept << 16)).isNaN();
      } else {
        assertThat(Half.bfloat16(value)).isEqualTo((short) upper);
        assertThat(Half.bfloat16((double) value)).isEqualTo((short) upper);
      }
    }
    assertThat(Half.bfloat16(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
    assertThat(Half.bfloat16(1e300)).isEqualTo((short) 0x7f80);
  }

  private static double distance(int magnitude, double value) {
    return magnitude >= 0x7c00
        ? Double.POSITIVE_INFINITY
        : Math.abs(Half.toFloat((short) magnitude) - Math.abs(value));
  }

  /** IEEE 754, written down without tricks. */
  private static float definition(int bits) {
    int sign = bits >>> 15 == 0 ? 1 : -1;
    int exponent = (bits >>> 10) & 31;
    int fraction = bits & 1023;
    if (exponent == 31) {
      return fraction != 0 ? Float.NaN : sign * Float.POSITIVE_INFINITY;
    }
    double scale = exponent == 0 ? 0x1p-24 : Math.pow(2, exponent - 25);
    return (float) (sign * scale * (exponent == 0 ? fraction : 1024 + fraction));
  }
}
