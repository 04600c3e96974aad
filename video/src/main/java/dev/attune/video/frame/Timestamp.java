package dev.attune.video.frame;

import java.math.BigInteger;
import java.time.Duration;

/**
 * An exact moment or length of time: {@code ticks} times {@code timeBase} seconds. Ordered by
 * value; two timestamps of different time bases may compare as 0 without being equal.
 *
 * @param ticks count of ticks, may be negative
 * @param timeBase length of a tick
 */
public record Timestamp(long ticks, Rational timeBase) implements Comparable<Timestamp> {
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

  /** The time in seconds; for showing only, not exact. */
  public double seconds() {
    return (double) ticks * timeBase.numerator() / timeBase.denominator();
  }

  /** The time in whole nanoseconds, rounded towards negative infinity. */
  public Duration toDuration() {
    BigInteger[] parts =
        numerator().multiply(NANOS).divideAndRemainder(BigInteger.valueOf(timeBase.denominator()));
    long nanos = parts[0].longValueExact();
    return Duration.ofNanos(parts[1].signum() < 0 ? nanos - 1 : nanos);
  }

  /** The same moment in another time base, rounded to the nearest tick, halves away from zero. */
  public Timestamp in(Rational other) {
    if (other.equals(timeBase)) {
      return this;
    }
    BigInteger top = numerator().multiply(BigInteger.valueOf(other.denominator()));
    BigInteger bottom =
        BigInteger.valueOf(timeBase.denominator()).multiply(BigInteger.valueOf(other.numerator()));
    BigInteger twice = top.abs().shiftLeft(1).add(bottom).divide(bottom.shiftLeft(1));
    return new Timestamp((top.signum() < 0 ? twice.negate() : twice).longValueExact(), other);
  }

  @Override
  public int compareTo(Timestamp other) {
    return numerator()
        .multiply(BigInteger.valueOf(other.timeBase.denominator()))
        .compareTo(other.numerator().multiply(BigInteger.valueOf(timeBase.denominator())));
  }

  private BigInteger numerator() {
    return BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(timeBase.numerator()));
  }
}
