package dev.attune.video.io;

import dev.attune.video.frame.Rational;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an input is read. Immutable; start from {@link #DEFAULTS} and change with the {@code with}
 * methods.
 *
 * @param start frames before this time after the beginning of the input are left out
 * @param end frames at or after this time after the beginning of the input are left out; empty
 *     reads to the end
 * @param maxPixels greatest number of pixels of a picture (width times height); checked before
 *     memory is taken
 * @param openTimeout how long opening a network stream may take
 * @param readTimeout how long a network stream may be silent
 * @param decoderThreads threads of the video decoder, at least 1
 * @param applyRotation whether pictures are turned upright as the file asks
 * @param lookAheadFrames frames decoded ahead on a thread of their own; 0 decodes in the caller
 * @param frameRate frames per second that give times to the pictures of a folder
 * @param interlacing what is done with interlaced pictures of a video
 */
public record ReadOptions(
    Duration start,
    Optional<Duration> end,
    long maxPixels,
    Duration openTimeout,
    Duration readTimeout,
    int decoderThreads,
    boolean applyRotation,
    int lookAheadFrames,
    Rational frameRate,
    Interlacing interlacing) {

  /**
   * Everything from the beginning, pictures up to 8192x8192, 10 s network timeouts, one decoder
   * thread, upright, 4 frames ahead, 25 pictures a second, interlaced pictures made whole.
   */
  public static final ReadOptions DEFAULTS =
      new ReadOptions(
          Duration.ZERO,
          Optional.empty(),
          8192L * 8192L,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          1,
          true,
          4,
          new Rational(25, 1),
          Interlacing.DEINTERLACE);

  private static final int LONGEST_TIMEOUT_HOURS = 24;
  private static final int MOST_THREADS = 256;
  private static final int MOST_FRAMES_AHEAD = 1024;

  /** Checks ranges. */
  public ReadOptions {
    Objects.requireNonNull(frameRate, "frameRate");
    Objects.requireNonNull(interlacing, "interlacing");
    if (start.isNegative()) {
      throw new IllegalArgumentException("start " + start + ": must not be negative");
    }
    if (end.isPresent() && end.get().compareTo(start) <= 0) {
      throw new IllegalArgumentException(
          "end " + end.get() + ": must be after the start, " + start);
    }
    if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 8) {
      throw new IllegalArgumentException(
          "--max-pixels " + maxPixels + ": 1 to " + Integer.MAX_VALUE / 8 + " is allowed");
    }
    requireTimeout("open timeout", openTimeout);
    requireTimeout("read timeout", readTimeout);
    requireRange("decoder threads", decoderThreads, 1, MOST_THREADS);
    requireRange("look-ahead frames", lookAheadFrames, 0, MOST_FRAMES_AHEAD);
  }

  /** Leaves out frames before this time after the beginning. */
  public ReadOptions withStart(Duration value) {
    return with(draft -> draft.start = value);
  }

  /** Leaves out frames at or after this time after the beginning. */
  public ReadOptions withEnd(Duration value) {
    return with(draft -> draft.end = Optional.of(value));
  }

  /** Refuses pictures of more pixels. */
  public ReadOptions withMaxPixels(long value) {
    return with(draft -> draft.maxPixels = value);
  }

  /** Gives up a network stream that does not open in {@code open} or is silent for {@code read}. */
  public ReadOptions withTimeouts(Duration open, Duration read) {
    return with(
        draft -> {
          draft.openTimeout = open;
          draft.readTimeout = read;
        });
  }

  /** Decodes with so many threads. */
  public ReadOptions withDecoderThreads(int value) {
    return with(draft -> draft.decoderThreads = value);
  }

  /** Turns pictures upright or leaves them as they are stored. */
  public ReadOptions withRotationApplied(boolean value) {
    return with(draft -> draft.applyRotation = value);
  }

  /** Decodes so many frames ahead on a thread of their own; 0 decodes in the caller. */
  public ReadOptions withLookAhead(int frames) {
    return with(draft -> draft.lookAheadFrames = frames);
  }

  /** Gives the pictures of a folder this rate. */
  public ReadOptions withFrameRate(Rational value) {
    return with(draft -> draft.frameRate = value);
  }

  /** Treats interlaced pictures so. */
  public ReadOptions withInterlacing(Interlacing value) {
    return with(draft -> draft.interlacing = value);
  }

  private ReadOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** Options that are being changed. */
  private static final class Draft {
    private Duration start;
    private Optional<Duration> end;
    private long maxPixels;
    private Duration openTimeout;
    private Duration readTimeout;
    private int decoderThreads;
    private boolean applyRotation;
    private int lookAheadFrames;
    private Rational frameRate;
    private Interlacing interlacing;

    Draft(ReadOptions from) {
      start = from.start;
      end = from.end;
      maxPixels = from.maxPixels;
      openTimeout = from.openTimeout;
      readTimeout = from.readTimeout;
      decoderThreads = from.decoderThreads;
      applyRotation = from.applyRotation;
      lookAheadFrames = from.lookAheadFrames;
      frameRate = from.frameRate;
      interlacing = from.interlacing;
    }

    ReadOptions made() {
      return new ReadOptions(
          start,
          end,
          maxPixels,
          openTimeout,
          readTimeout,
          decoderThreads,
          applyRotation,
          lookAheadFrames,
          frameRate,
          interlacing);
    }
  }

  private static void requireTimeout(String name, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(Duration.ofHours(LONGEST_TIMEOUT_HOURS)) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + ": 1 ms to " + LONGEST_TIMEOUT_HOURS + " hours is allowed");
    }
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + ": " + least + " to " + most + " is allowed");
    }
  }
}
