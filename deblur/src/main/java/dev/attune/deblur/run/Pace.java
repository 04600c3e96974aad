package dev.attune.deblur.run;

import java.time.Duration;

/** Says when it is time to write something down again. Used by one thread. */
final class Pace {
  /** What is lost at most when a run is killed while it looks or learns. */
  static final Duration USUAL = Duration.ofSeconds(30);

  private final long intervalNanos;
  private long last = System.nanoTime();

  Pace(Duration interval) {
    this.intervalNanos = interval.toNanos();
  }

  /** Whether the interval has passed since this was last answered with yes. */
  boolean isDue() {
    long now = System.nanoTime();
    if (now - last < intervalNanos) {
      return false;
    }
    last = now;
    return true;
  }
}
