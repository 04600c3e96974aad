package dev.attune.pipelines.progress;

import java.util.Locale;

/** Spans of time as people write them. */
public final class Durations {
  private Durations() {}

  /** Such as "0.42 s", "7.3 s", "48 s", "3 min 05 s", "2 h 07 min"; "?" for NaN. */
  public static String of(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "?";
    }
    if (seconds < 0.995) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }
}
