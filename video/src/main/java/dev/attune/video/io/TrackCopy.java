package dev.attune.video.io;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tracks of the input go into the output as they are: all but the pictures that are restored,
 * with chapters, metadata, languages and dispositions. Packets are copied, never encoded again.
 * Immutable.
 *
 * <p>With a start or end, packets outside are left out, and all times of the output, those of the
 * pictures too, are counted from the first picture that is written.
 *
 * @param input the path or URL that was given to {@link Sources#open}
 * @param dropped numbers of tracks, as FFmpeg counts them from 0, that are left out
 * @param droppedKinds tracks of these kinds are left out, where there are any
 * @param start what lies before this time after the beginning of the input is left out
 * @param end what lies at or after this time after the beginning of the input is left out
 */
public record TrackCopy(
    String input,
    Set<Integer> dropped,
    Set<TrackKind> droppedKinds,
    Duration start,
    Optional<Duration> end) {

  /** Checks the times and copies the sets. */
  public TrackCopy {
    Objects.requireNonNull(input, "input");
    dropped = Set.copyOf(dropped);
    droppedKinds = Set.copyOf(droppedKinds);
    if (start.isNegative()) {
      throw new IllegalArgumentException("start " + start + ": must not be negative");
    }
    if (end.isPresent() && end.get().compareTo(start) <= 0) {
      throw new IllegalArgumentException(
          "end " + end.get() + ": must be after the start, " + start);
    }
    for (int track : new TreeSet<>(dropped)) {
      if (track < 0) {
        throw new IllegalArgumentException("--drop-track " + track + ": tracks count from 0");
      }
    }
  }

  /** Every track from beginning to end. */
  public static TrackCopy of(String input) {
    return new TrackCopy(input, Set.of(), Set.of(), Duration.ZERO, Optional.empty());
  }

  /** Leaves out the tracks with these numbers; each must exist and be none of the pictures. */
  public TrackCopy withDropped(Set<Integer> tracks) {
    return new TrackCopy(input, tracks, droppedKinds, start, end);
  }

  /** Leaves out all tracks of these kinds, if there are any. */
  public TrackCopy withDroppedKinds(Set<TrackKind> kinds) {
    return new TrackCopy(input, dropped, kinds, start, end);
  }

  /** Keeps what lies between, counted from the beginning of the input. */
  public TrackCopy withRange(Duration from, Optional<Duration> to) {
    return new TrackCopy(input, dropped, droppedKinds, from, to);
  }
}
