package dev.attune.video.io;

import java.util.OptionalLong;

/**
 * Makes presentation times strictly increasing without losing or doubling a frame. Good times pass
 * unchanged, their offset included. A missing time becomes its predecessor's plus the nominal
 * duration; a repeated one, or one that falls back a little, its predecessor's plus one tick. Where
 * the clock falls back by a second or more it was set anew (a joined recording, a wrapped counter):
 * all that follows is moved so that it goes on after the predecessor. A lone time that leaps a
 * second or more ahead of the one that follows it counts as missing.
 */
final class TimeLine {
  // Beyond this, sums of times could overflow; no real clock gets there.
  private static final long FARTHEST = 1L << 60;

  private final long nominalTicks;
  private final long ticksPerSecond;
  private long offset;
  private long last;
  private boolean started;

  /**
   * A fresh line.
   *
   * @param nominalTicks ordinary distance of two frames; less than 1 counts as 1
   * @param ticksPerSecond a leap of so many ticks is no mere disorder
   */
  TimeLine(long nominalTicks, long ticksPerSecond) {
    this.nominalTicks = Math.max(1, nominalTicks);
    this.ticksPerSecond = Math.max(1, ticksPerSecond);
  }

  /** What was done to a time. */
  enum Repair {
    /** Nothing. */
    NONE(""),
    /** There was none that could be true. */
    MISSING("a frame had no usable time and was placed after its predecessor"),
    /** Not after its predecessor. */
    NOT_INCREASING("a frame's time was not after its predecessor's and was moved by the least"),
    /** The clock started again. */
    CLOCK_RESET("the clock of the file fell back; what follows was moved to go on after it");

    private final String sentence;

    Repair(String sentence) {
      this.sentence = sentence;
    }

    /** For people. */
    String sentence() {
      return sentence;
    }
  }

  /**
   * A time and what was done to it.
   *
   * @param ticks greater than that of every frame before
   * @param repair what was done
   */
  record Placed(long ticks, Repair repair) {}

  /**
   * The time of the next frame.
   *
   * @param stamp what the file says of it
   * @param following what the file says of the frame after it
   */
  Placed place(OptionalLong stamp, OptionalLong following) {
    Placed placed = usable(stamp, following) ? placeStamp(stamp.getAsLong()) : placeWithout();
    started = true;
    last = placed.ticks;
    return placed;
  }

  private Placed placeStamp(long stamp) {
    long ticks = stamp + offset;
    if (!started || ticks > last) {
      return new Placed(ticks, Repair.NONE);
    }
    if (last - ticks < ticksPerSecond) {
      return new Placed(last + 1, Repair.NOT_INCREASING);
    }
    offset = last + nominalTicks - stamp;
    return new Placed(last + nominalTicks, Repair.CLOCK_RESET);
  }

  private Placed placeWithout() {
    return new Placed(started ? last + nominalTicks : 0, Repair.MISSING);
  }

  private boolean usable(OptionalLong stamp, OptionalLong following) {
    if (!possible(stamp) || stamp.getAsLong() + offset > FARTHEST) {
      return false;
    }
    boolean leaps =
        started
            && possible(following)
            && following.getAsLong() + offset > last
            && stamp.getAsLong() - following.getAsLong() >= ticksPerSecond;
    return !leaps;
  }

  private static boolean possible(OptionalLong stamp) {
    return stamp.isPresent() && stamp.getAsLong() > -FARTHEST && stamp.getAsLong() < FARTHEST;
  }
}
