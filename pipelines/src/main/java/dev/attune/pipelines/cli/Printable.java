package dev.attune.pipelines.cli;

import java.util.regex.Pattern;

/** Text for a terminal: names of files may hold characters that would drive it. */
final class Printable {
  /** Control characters but line ends and tabs, those of direction, and lone surrogates. */
  private static final Pattern DRIVING =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\r\\t]]");

  private Printable() {}

  /** The text with what a terminal would obey, rather than show, replaced by question marks. */
  static String of(String text) {
    return DRIVING.matcher(text).replaceAll("?");
  }

  /** The same on one line. */
  static String line(String text) {
    return of(text).replaceAll("[\\n\\r\\t]", "?");
  }
}
