package dev.attune.pipelines.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options written down in a YAML file: one mapping from an option's long name without its dashes to
 * a value, a list of values, or a mapping for options of the form {@code name=value}.
 *
 * <p>Values are taken as they are written, so that {@code adapt: off} is the word "off" and {@code
 * to: 1:30} a time, whatever YAML's own rules make of them.
 *
 * @param path the file
 * @param values as written, by name; immutable
 */
public record ConfigFile(Path path, Map<String, List<String>> values) {
  private static final long MAX_BYTES = 1 << 20;

  /** Keeps its own copy. */
  public ConfigFile {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException when it is missing, no YAML, or no mapping of names to values
   */
  public static ConfigFile read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new ConfigException("configuration file " + path + " is larger than 1 MiB");
      }
      YAMLFactory yaml =
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      try (YAMLParser parser = yaml.createParser(Files.readString(path))) {
        return new ConfigFile(path, mapping(path, parser));
      }
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          "configuration file " + path + " does not exist; check the path given to --config", e);
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "configuration file "
              + path
              + where(e)
              + " is not readable as YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    } catch (IOException e) {
      throw new ConfigException("configuration file " + path + " cannot be read: " + e, e);
    }
  }

  /**
   * Refuses names that are not allowed.
   *
   * @param allowed names that the command knows
   * @param command its name, for the message
   * @throws ConfigException naming the unknown name and the nearest known one
   */
  public void requireNamesIn(Collection<String> allowed, String command) {
    for (String name : values.keySet()) {
      if (!allowed.contains(name)) {
        throw new ConfigException(
            "configuration file "
                + path
                + ": unknown key '"
                + name
                + "'"
                + NearestName.among(allowed, name)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(
                        "; names are those of the options of '" + command + "' without dashes"));
      }
    }
  }

  private static Map<String, List<String>> mapping(Path path, YAMLParser parser)
      throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    JsonToken first = parser.nextToken();
    if (first == null) {
      return values; // only comments
    }
    if (first != JsonToken.START_OBJECT) {
      throw new ConfigException(
          "configuration file " + path + " must be a mapping, such as\n  preset: best\n  crf: 18");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      values.put(name, values(path, name, parser));
    }
    return values;
  }

  private static List<String> values(Path path, String name, YAMLParser parser) throws IOException {
    List<String> list = new ArrayList<>();
    switch (parser.nextToken()) {
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(scalar(path, name, parser));
        }
      }
      case START_OBJECT -> {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          list.add(key + "=" + scalar(path, name, parser));
        }
      }
      default -> list.add(scalar(path, name, parser));
    }
    return list;
  }

  private static String scalar(Path path, String name, YAMLParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    String text = token.isScalarValue() ? parser.getText() : null;
    if (text == null
        || text.isBlank()
        || text.contains("\n")
        || token == JsonToken.VALUE_NULL
        || parser.isCurrentAlias()) {
      throw new ConfigException(
          "configuration file "
              + path
              + " line "
              + parser.currentTokenLocation().getLineNr()
              + ": '"
              + name
              + "' needs a value on one line, a list of such values, or a mapping of names to them");
    }
    return text;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
  }
}
