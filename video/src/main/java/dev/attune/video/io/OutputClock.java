package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;

/**
 * Presentation times of the output: those of the frames, or counted from the first frame where the
 * output is cut from the middle of the input or frames begin before 0.
 */
final class OutputClock {
  private final Rational timeBase;
  private final Rational frameRate;
  private final boolean fromFirst;
  private Timestamp shift;
  private long last;
  private boolean rounded;

  /**
   * A clock that has not started.
   *
   * @param fromFirst whether the first frame is at 0 in any case
   */
  OutputClock(Rational timeBase, Rational frameRate, boolean fromFirst) {
    this.timeBase = timeBase;
    this.frameRate = frameRate;
    this.fromFirst = fromFirst;
  }

  /** Whether a frame was placed. */
  boolean started() {
    return shift != null;
  }

  /** What is subtracted from all times of the input; known from the first frame on. */
  Timestamp shift() {
    return shift;
  }

  /**
   * Goes on after frames that another clock placed; that the next one is later is not checked.
   *
   * @param known {@link #shift()} of the other one
   */
  void goOn(Timestamp known) {
    shift = known.in(timeBase);
    last = Long.MIN_VALUE;
  }

  /** Whether a time had to be rounded to the time base. */
  boolean rounded() {
    return rounded;
  }

  /**
   * The ticks at which a frame is shown.
   *
   * @throws IllegalArgumentException when it is not after the frame before
   */
  long place(Frame frame) {
    Timestamp time = frame.time().in(timeBase);
    rounded |= time.compareTo(frame.time()) != 0;
    boolean first = shift == null;
    if (first) {
      shift = fromFirst || time.ticks() < 0 ? time : new Timestamp(0, timeBase);
    }
    long ticks = time.ticks() - shift.ticks();
    if (!first && ticks <= last) {
      throw new IllegalArgumentException(
          "frame "
              + frame.index()
              + " is shown at "
              + frame.time().seconds()
              + " s, which is not after the frame before it: frames come in order of time");
    }
    last = ticks;
    return ticks;
  }

  /** The ticks for which a frame is shown; the nominal distance where the source does not tell. */
  long duration(Frame frame) {
    if (frame.duration().ticks() > 0) {
      return Math.max(1, frame.duration().in(timeBase).ticks());
    }
    Rational nominal =
        new Rational(
            /* numerator= */ frameRate.denominator(), /* denominator= */ frameRate.numerator());
    return Math.max(1, new Timestamp(1, nominal).in(timeBase).ticks());
  }
}
