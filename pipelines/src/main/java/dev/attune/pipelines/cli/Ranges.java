package dev.attune.pipelines.cli;

import dev.attune.datasets.blur.Range;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number, or two with dots between them: {@code 0.5} or {@code 0.3..0.9}. */
final class Ranges implements ITypeConverter<Range> {
  private static final Pattern TWO = Pattern.compile("(.+?)\\.\\.(.+)");

  @Override
  public Range convert(String text) {
    Matcher two = TWO.matcher(text);
    String low = two.matches() ? two.group(1) : text;
    String high = two.matches() ? two.group(2) : text;
    try {
      return new Range(Double.parseDouble(low), Double.parseDouble(high));
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'" + text + "' is neither a number nor a range such as 0.3..0.9");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
