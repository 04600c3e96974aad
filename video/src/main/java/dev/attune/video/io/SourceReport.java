package dev.attune.video.io;

import dev.attune.video.frame.Timestamp;
import java.util.List;
import java.util.Optional;

/**
 * How reading went so far; complete once the source has given its last frame.
 *
 * @param frames frames given
 * @param damagedPackets packets or pictures that could not be decoded and were left out
 * @param damagedFrames frames that were given although the decoder had to invent parts of them
 * @param truncated whether the input ended before its own end
 * @param lastGoodTime time of the last frame given that was whole; empty before the first
 * @param notices what else a person should know, one sentence each
 */
public record SourceReport(
    long frames,
    long damagedPackets,
    long damagedFrames,
    boolean truncated,
    Optional<Timestamp> lastGoodTime,
    List<String> notices) {
  /** Nothing read, nothing to tell. */
  public static final SourceReport EMPTY =
      new SourceReport(0, 0, 0, false, Optional.empty(), List.of());

  /** Copies the notices. */
  public SourceReport {
    notices = List.copyOf(notices);
  }

  /** Whether everything that the input promised was read without damage. */
  public boolean clean() {
    return damagedPackets == 0 && damagedFrames == 0 && !truncated;
  }
}
