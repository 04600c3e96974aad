package dev.attune.pipelines.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads moments and spans of time: {@code 90}, {@code 90.5}, {@code 1:30}, {@code 0:01:30.5},
 * {@code 250ms}.
 */
final class Times implements ITypeConverter<Duration> {
  private static final Pattern CLOCK =
      Pattern.compile("(?:(?:(\\d{1,4}):)?([0-5]?\\d):)?(\\d{1,7}(?:\\.\\d{1,9})?)");
  private static final Pattern MILLISECONDS = Pattern.compile("(\\d{1,10})ms");

  @Override
  public Duration convert(String text) {
    Matcher milliseconds = MILLISECONDS.matcher(text);
    if (milliseconds.matches()) {
      return Duration.ofMillis(Long.parseLong(milliseconds.group(1)));
    }
    Matcher clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      throw wrong(text);
    }
    BigDecimal seconds = new BigDecimal(clock.group(3));
    boolean hasMinutes = clock.group(2) != null;
    if (hasMinutes && seconds.compareTo(BigDecimal.valueOf(60)) >= 0) {
      throw wrong(text);
    }
    long whole = number(clock.group(1)) * 3600 + number(clock.group(2)) * 60;
    return Duration.ofSeconds(whole).plusNanos(seconds.movePointRight(9).longValueExact());
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is no time; seconds (90.5), [hours:]minutes:seconds (1:30) or 250ms is allowed");
  }
}
