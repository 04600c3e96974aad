package dev.attune.adaptation.tensor;

/** Conversions between binary32 and the two 16-bit formats (Java 17 has none of its own). */
final class Half {
  private Half() {}

  /** The nearest binary16, ties to even; overflow gives infinity. */
  static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= 0x7f800000) {
      return (short) (sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00));
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude >= 0x38800000) {
      int rounded = magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1);
      return (short) (sign | (rounded >>> 13));
    }
    // Subnormal: count units of 2^-24, exactly halved ties to even by rint.
    return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
  }

  /** The nearest binary16 of a binary64, ties to even, rounded once. */
  static short fromDouble(double value) {
    return fromFloat(roundToOdd(value));
  }

  /** The nearest bfloat16 of a binary64, ties to even, rounded once. */
  static short bfloat16(double value) {
    return bfloat16(roundToOdd(value));
  }

  /**
   * A float between two floats becomes the one with an odd last bit, which never lies halfway
   * between two shorter numbers: rounding it again then equals rounding the double directly.
   */
  private static float roundToOdd(double value) {
    float nearest = (float) value;
    if (nearest == value || Double.isNaN(value) || Double.isInfinite(value)) {
      return nearest;
    }
    int bits = Float.floatToRawIntBits(nearest);
    int towardsZero = Math.abs((double) nearest) > Math.abs(value) ? bits - 1 : bits;
    return Float.intBitsToFloat(towardsZero | 1);
  }

  /** The value of a binary16. */
  static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float v = fraction * 0x1p-24f;
      return sign == 0 ? v : -v;
    }
    int widened = exponent == 31 ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
  }

  /** The nearest bfloat16, ties to even. */
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
