package dev.attune.deblur.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.video.io.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the records of a journal come to, and how they are written. Not thread-safe. */
final class RunContent {
  private static final String DROP = "drop";
  private static final String STATES = "states";
  private static final String SEGMENT = "segment";
  private static final String FINISHED = "finished";

  private final Map<String, StateFile> states = new LinkedHashMap<>();
  private final List<Segment> segments = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();
  private long changes;

  /**
   * What records come to.
   *
   * @param records the first of them tells the run's identity
   */
  static RunContent of(List<JsonNode> records) {
    RunContent content = new RunContent();
    records.stream().skip(1).forEach(content::apply);
    return content;
  }

  /** Whether there is something to go on with. */
  static boolean isUnfinished(List<JsonNode> records) {
    return records.size() > 1 && !records.get(records.size() - 1).has(FINISHED);
  }

  /** The record of a run that is over. */
  static ObjectNode finished() {
    return JsonNodeFactory.instance.objectNode().put(FINISHED, true);
  }

  /** The record of a change. */
  static ObjectNode record(
      List<String> dropped, Map<String, StateFile> saved, Optional<Segment> segment) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    dropped.forEach(record.withArray(DROP)::add);
    ObjectNode files = record.putObject(STATES);
    saved.forEach((name, file) -> files.set(name, file.toJson()));
    segment.ifPresent(
        s ->
            record
                .putObject(SEGMENT)
                .put("number", s.number())
                .put("frames", s.frames())
                .put("bytes", s.bytes())
                .put("crc", s.crc()));
    return record;
  }

  /** Takes a change into account. */
  void apply(JsonNode record) {
    record.path(DROP).forEach(name -> replace(name.asText(), null));
    record.path(STATES).properties().forEach(e -> replace(e.getKey(), StateFile.of(e.getValue())));
    JsonNode segment = record.path(SEGMENT);
    if (segment.isObject()) {
      segments.add(
          new Segment(
              segment.path("number").asInt(),
              segment.path("frames").asLong(),
              segment.path("bytes").asLong(),
              segment.path("crc").asLong()));
    }
    changes++;
  }

  private void replace(String name, StateFile with) {
    StateFile old = with == null ? states.remove(name) : states.put(name, with);
    if (old != null) {
      replaced.add(old.file());
    }
  }

  /** A state's file. */
  Optional<StateFile> state(String name) {
    return Optional.ofNullable(states.get(name));
  }

  /** Names of the files of all states. */
  Set<String> files() {
    Set<String> files = new HashSet<>();
    states.values().forEach(s -> files.add(s.file()));
    return files;
  }

  /** Finished segments, in order. */
  List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** How many changes there were. */
  long changes() {
    return changes;
  }

  /** Files that are of no use since this was asked last. */
  List<String> takeReplaced() {
    List<String> files = List.copyOf(replaced);
    replaced.clear();
    return files;
  }
}
