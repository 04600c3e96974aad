package dev.attune.pipelines.cli;

import dev.attune.video.io.Interlacing;
import dev.attune.video.io.ReadOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which part of the input is read. */
final class RangeOptions {
  @Option(
      names = "-ss",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Begin at this time: 90.5, 1:30 or 250ms.")
  Duration start;

  @Option(
      names = "-to",
      paramLabel = "TIME",
      converter = Times.class,
      description = "End before this time.")
  Duration end;

  @Option(
      names = "-t",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Read no longer than this; instead of -to.")
  Duration length;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      converter = Numbers.Pixels.class,
      description = "Refuse larger pictures than this many pixels (default: 67108864, 8192x8192).")
  Long maxPixels;

  @Option(
      names = "--interlaced",
      paramLabel = "deinterlace|top-first|bottom-first|keep|refuse",
      defaultValue = "deinterlace",
      converter = InterlacingConverter.class,
      description =
          "What to do with interlaced pictures: make those whole that say so, or all with this field"
              + " first, take them as they are, or refuse (${DEFAULT-VALUE}).")
  Interlacing interlacing;

  /** Reads what to do. */
  static final class InterlacingConverter extends Words<Interlacing> {
    InterlacingConverter() {
      super(Interlacing.class);
    }
  }

  /** The first moment that is read. */
  Duration from() {
    return start == null ? Duration.ZERO : start;
  }

  /**
   * The moment before which reading ends; empty for the end of the input.
   *
   * @throws CommandException when there are two ends, or the end comes before the beginning
   */
  Optional<Duration> until() {
    if (end != null && length != null) {
      throw new CommandException(ExitCode.USAGE, "-to and -t both say where to end; give one");
    }
    Duration until = length == null ? end : from().plus(length);
    if (until != null && until.compareTo(from()) <= 0) {
      throw new CommandException(
          ExitCode.USAGE,
          "nothing lies between the beginning "
              + seconds(from())
              + " s (-ss) and the end "
              + seconds(until)
              + " s; let -to or -t reach further");
    }
    return Optional.ofNullable(until);
  }

  /** How an input is opened. */
  ReadOptions readOptions() {
    ReadOptions options = ReadOptions.DEFAULTS.withStart(from()).withInterlacing(interlacing);
    if (maxPixels != null) {
      options = options.withMaxPixels(maxPixels);
    }
    Optional<Duration> until = until();
    return until.isPresent() ? options.withEnd(until.get()) : options;
  }

  /** Adds the settings that differ from reading everything. */
  void describe(Map<String, String> settings) {
    if (start != null) {
      settings.put("ss", seconds(start) + " s");
    }
    until().ifPresent(until -> settings.put("to", seconds(until) + " s"));
    settings.put("interlaced", interlacing.toString());
    settings.put("max-pixels", String.valueOf(readOptions().maxPixels()));
  }

  private static String seconds(Duration time) {
    return Numbers.plain(time.toNanos() / 1e9);
  }
}
