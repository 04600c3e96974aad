package dev.attune.pipelines.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.pipelines.config.ConfigException;
import dev.attune.pipelines.config.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A list of inputs for programs to write: one JSON object a line, such as {@code {"input": "a.mov",
 * "name": "day1/a.mp4"}}. The name of the output lies below the output folder; without it the input
 * names it.
 */
public final class JobFile {
  private static final List<String> KEYS = List.of("input", "name");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JobFile() {}

  /**
   * Reads a list.
   *
   * @throws ConfigException when it cannot be read, is empty, or a line says something else
   */
  public static List<FoundInput> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new ConfigException("the list of jobs " + file + " cannot be read: " + e, e);
    }
    List<FoundInput> inputs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        inputs.add(input(lines.get(i), file + ", line " + (i + 1)));
      }
    }
    if (inputs.isEmpty()) {
      throw new ConfigException("the list of jobs " + file + " names no input");
    }
    return inputs;
  }

  private static FoundInput input(String line, String place) {
    JsonNode job;
    try {
      job = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new ConfigException(place + " is no JSON: " + e.getOriginalMessage(), e);
    }
    for (Iterator<String> keys = job.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!KEYS.contains(key)) {
        String hint = NearestName.among(KEYS, key).map(n -> ", did you mean " + n + "?").orElse("");
        throw new ConfigException(
            place + ": '" + key + "' is unknown" + hint + " input and name are known");
      }
    }
    String input = text(job, "input", place);
    if (input == null || input.isEmpty()) {
      throw new ConfigException(place + ": 'input' is missing, the file or address to restore");
    }
    return new FoundInput(input, FoundInput.TOP, false, name(job, place));
  }

  private static Optional<Path> name(JsonNode job, String place) {
    String name = text(job, "name", place);
    try {
      return Optional.ofNullable(name).map(Path::of);
    } catch (InvalidPathException e) {
      throw new ConfigException(place + ": '" + name + "' is no name of a file", e);
    }
  }

  private static String text(JsonNode job, String key, String place) {
    JsonNode value = job.get(key);
    if (value != null && !value.isTextual()) {
      throw new ConfigException(place + ": '" + key + "' is no text");
    }
    return value == null ? null : value.asText();
  }
}
