package dev.attune.deblur.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.adaptation.weights.WeightsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What must be the same for a run to go on where another one ended.
 *
 * @param program version of the program, since another one may compute otherwise
 * @param input size, time and digest of what is read
 * @param settings that have an effect on the frames, by option name
 * @param weights SHA-256 of the source weights
 */
public record RunIdentity(
    String program, Map<String, String> input, Map<String, String> settings, String weights) {

  /** Copies the maps in their order. */
  public RunIdentity {
    input = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(input));
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Does nothing when {@code now} is the same.
   *
   * @throws ResumeException when program, input or a setting is another; the message names the
   *     first difference
   * @throws WeightsException of kind {@code DIGEST} when the weights are
   */
  void requireSame(RunIdentity now, String output) {
    if (!program.equals(now.program)) {
      throw differs(output, "Attune " + program, "Attune " + now.program);
    }
    requireSame("the input's ", "", input, now.input, output);
    requireSame("", "--", settings, now.settings, output);
    if (!weights.equals(now.weights)) {
      throw new WeightsException(
          WeightsException.Kind.DIGEST,
          "the model of the unfinished run of " + output,
          "it had SHA-256 " + weights + ", this one has " + now.weights,
          "",
          "give the same --weights to go on, or -y to start over");
    }
  }

  private static void requireSame(
      String before,
      String dashes,
      Map<String, String> then,
      Map<String, String> now,
      String output) {
    TreeSet<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String was = then.getOrDefault(name, "not given");
      String is = now.getOrDefault(name, "not given");
      if (!was.equals(is)) {
        String what = before + dashes + name + " ";
        throw differs(output, what + was, what + is);
      }
    }
  }

  private static ResumeException differs(String output, String then, String now) {
    return new ResumeException(
        "the unfinished run of "
            + output
            + " began with "
            + then
            + ", now it is "
            + now
            + ": give the same to go on, or -y without --resume to start over");
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("program", program);
    input.forEach(node.putObject("input")::put);
    settings.forEach(node.putObject("settings")::put);
    node.put("weights", weights);
    return node;
  }

  static RunIdentity of(JsonNode node) {
    return new RunIdentity(
        node.path("program").asText(),
        texts(node.path("input")),
        texts(node.path("settings")),
        node.path("weights").asText());
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> out = new LinkedHashMap<>();
    node.properties().forEach(e -> out.put(e.getKey(), e.getValue().asText()));
    return out;
  }
}
