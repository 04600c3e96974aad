package dev.attune.adaptation.training;

import java.time.Duration;

/**
 * What an adaptation may cost.
 *
 * @param steps optimisation steps at most, at least 0
 * @param time wall time at most; a step that has begun is finished
 */
public record Budget(int steps, Duration time) {
  /** Checks the ranges. */
  public Budget {
    if (steps < 0) {
      throw new IllegalArgumentException("steps " + steps + ": at least 0 is allowed");
    }
    if (time.isNegative()) {
      throw new IllegalArgumentException("time " + time + ": must not be negative");
    }
  }

  /** A number of steps in any time. */
  public static Budget steps(int steps) {
    return new Budget(steps, Duration.ofSeconds(Long.MAX_VALUE));
  }
}
