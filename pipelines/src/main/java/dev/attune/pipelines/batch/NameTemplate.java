package dev.attune.pipelines.batch;

import dev.attune.pipelines.config.NearestName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How outputs are called: text with names in braces, such as {@code {stem}_{preset}{ext}}. It may
 * hold {@code /} for folders, but leads nowhere else than below the output folder.
 */
public final class NameTemplate {
  /** Names that may stand in braces. */
  public static final List<String> NAMES = List.of("name", "stem", "ext", "preset", "adapt");

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");

  private final String text;

  private NameTemplate(String text) {
    this.text = text;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when a name in braces is unknown, a brace has no partner, or
   *     the template leads out of the output folder
   */
  public static NameTemplate parse(String text) {
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      requireKnown(text, field.group(1));
    }
    String plain = FIELD.matcher(text).replaceAll("x");
    if (plain.contains("{") || plain.contains("}")) {
      throw new IllegalArgumentException("'" + text + "': a brace has no partner");
    }
    if (plain.isBlank() || plain.endsWith("/")) {
      throw new IllegalArgumentException("'" + text + "': the name of a file is missing");
    }
    OutputFolder.requireBelow(text, Path.of(plain));
    return new NameTemplate(text);
  }

  /**
   * The name of one output, relative to the folder that it lies in.
   *
   * @param values of all {@link #NAMES}
   */
  public Path expand(Map<String, String> values) {
    return Path.of(
        FIELD.matcher(text).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1)))));
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static void requireKnown(String text, String name) {
    if (!NAMES.contains(name)) {
      String hint =
          NearestName.among(NAMES, name).map(near -> ", did you mean {" + near + "}?").orElse(";");
      throw new IllegalArgumentException(
          "'"
              + text
              + "': {"
              + name
              + "} is unknown"
              + hint
              + " {"
              + String.join("}, {", NAMES)
              + "} are known");
    }
  }
}
