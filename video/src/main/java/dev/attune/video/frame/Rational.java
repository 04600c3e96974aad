package dev.attune.video.frame;

/**
 * An exact positive fraction: the length of a tick in seconds (1/30000), frames a second
 * (30000/1001), the shape of a pixel (4/3).
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
public record Rational(int numerator, int denominator) {
  /** One. */
  public static final Rational ONE = new Rational(1, 1);

  /** Checks that both terms are positive. */
  public Rational {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "fraction " + numerator + "/" + denominator + ": both terms must be at least 1");
    }
  }

  /** The nearest double. */
  public double value() {
    return (double) numerator / denominator;
  }

  /** One divided by this: the length of a frame for frames a second. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // the terms change places on purpose
  public Rational inverse() {
    return new Rational(denominator, numerator);
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
