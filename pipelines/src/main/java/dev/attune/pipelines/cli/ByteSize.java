package dev.attune.pipelines.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory: {@code 6G}, {@code 1.5G}, {@code 3500M}; 1G is 1024M. */
final class ByteSize implements ITypeConverter<Long> {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)([mMgGtT])(?:i?B)?");
  private static final long LEAST = 256L << 20;
  private static final long GREATEST = 16L << 40;

  @Override
  public Long convert(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no amount of memory; one such as 6G or 3500M is allowed");
    }
    int shift =
        switch (matcher.group(2)) {
          case "m", "M" -> 20;
          case "g", "G" -> 30;
          default -> 40;
        };
    long bytes = Math.round(Double.parseDouble(matcher.group(1)) * (1L << shift));
    if (bytes < LEAST || bytes > GREATEST) {
      throw new TypeConversionException(text + " is out of range; 256M to 16T is allowed");
    }
    return bytes;
  }
}
