package dev.attune.adaptation.weights.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a model is, apart from its file.
 *
 * @param name short unique name: lower case letters, digits, {@code . _ -}
 * @param network the architecture, such as {@code estrnn}
 * @param configuration settings of the architecture: texts, numbers, truth values or lists of them
 * @param licence SPDX identifier or words
 * @param recipe how the weights came to be: command, data, seed, or where they were published
 * @param figures measured quality by name, such as {@code psnr.synthetic}
 * @param colourOrder of the pictures it takes
 * @param valueRange of the pictures it takes
 */
public record ModelDescription(
    String name,
    String network,
    Map<String, Object> configuration,
    String licence,
    String recipe,
    Map<String, Double> figures,
    ColourOrder colourOrder,
    ValueRange valueRange) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Checks the fields and copies the maps; recipe, configuration and figures may be null. */
  public ModelDescription {
    requireName(name);
    requireText("network", network);
    requireText("licence", licence);
    if (colourOrder == null || valueRange == null) {
      throw new IllegalArgumentException("a model needs a colourOrder and a valueRange");
    }
    recipe = recipe == null ? "" : recipe;
    configuration = settings(configuration);
    figures = figures == null ? Map.of() : copy(figures);
    figures.forEach(
        (key, value) -> {
          if (value == null || !Double.isFinite(value)) {
            throw new IllegalArgumentException("the figure '" + key + "' is no number");
          }
        });
  }

  private static void requireName(String name) {
    if (name == null || !NAME.matcher(name).matches() || name.endsWith(".")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a model: 1 to 64 of a-z, 0-9, '.', '_', '-', such as"
              + " estrnn-small");
    }
  }

  private static void requireText(String what, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("a model needs a " + what);
    }
  }

  private static Map<String, Object> settings(Map<String, Object> settings) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (settings != null) {
      settings.forEach((key, value) -> out.put(key, setting(key, value)));
    }
    return Collections.unmodifiableMap(out);
  }

  private static Object setting(String key, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(item -> requireScalar(key, item));
      return List.copyOf(list);
    }
    requireScalar(key, value);
    return value;
  }

  private static void requireScalar(String key, Object value) {
    if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          "the setting '"
              + key
              + "' is neither a text, a number, a truth value nor a list of them");
    }
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
