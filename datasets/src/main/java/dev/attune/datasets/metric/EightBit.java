package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;

/**
 * A conversion of network output to 8 bits: {@code x * multiply + add} in float arithmetic, clamped
 * to 0..255, rounded.
 *
 * @param multiply factor
 * @param add offset
 * @param rounding to whole numbers
 */
public record EightBit(float multiply, float add, Rounding rounding) {
  /** Values 0..1, rounded: ours. */
  public static final EightBit UNIT_ROUNDED = new EightBit(255, 0, Rounding.HALF_UP);

  /** Values -0.5..0.5, rounded: DADeblur. */
  public static final EightBit CENTRED_ROUNDED = new EightBit(255, 127.5f, Rounding.HALF_UP);

  /** Values -0.5..0.5, cut off: ESTRNN, which loses half a level in the mean. */
  public static final EightBit CENTRED_TRUNCATED = new EightBit(255, 127.5f, Rounding.TRUNCATE);

  /** How a number between two whole ones is rounded. */
  public enum Rounding {
    /** To the lower one. */
    TRUNCATE,
    /** To the nearest, halves upwards. */
    HALF_UP
  }

  /** The code 0..255 of a value; NaN gives 0. */
  public int of(float x) {
    float v = Math.min(255f, Math.max(0f, x * multiply + add));
    return (int) (rounding == Rounding.HALF_UP ? v + 0.5f : v);
  }

  /** The codes of a picture, as floats of whole numbers 0..255. */
  public FloatImage of(FloatImage image) {
    float[] out = new float[image.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = of(image.data()[i]);
    }
    return new FloatImage(image.channels(), image.height(), image.width(), out);
  }
}
