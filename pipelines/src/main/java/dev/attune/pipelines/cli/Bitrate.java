package dev.attune.pipelines.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads bits a second: {@code 2500000}, {@code 800k}, {@code 4M}, {@code 1.5M}. */
final class Bitrate implements ITypeConverter<Long> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,3})?)([kKmM]?)");
  private static final long LEAST = 1000;
  private static final long GREATEST = 1_000_000_000;

  @Override
  public Long convert(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no bit rate; bits a second such as 2500000, 800k or 4M is allowed");
    }
    double factor =
        switch (matcher.group(2)) {
          case "k", "K" -> 1e3;
          case "m", "M" -> 1e6;
          default -> 1;
        };
    long bits = Math.round(Double.parseDouble(matcher.group(1)) * factor);
    if (bits < LEAST || bits > GREATEST) {
      throw new TypeConversionException(
          text + " is out of range; 1k to 1000M bits a second is allowed");
    }
    return bits;
  }
}
