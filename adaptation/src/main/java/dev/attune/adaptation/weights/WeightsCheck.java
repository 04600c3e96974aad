package dev.attune.adaptation.weights;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How weights differ from the parameter table of a network.
 *
 * @param expected number of names in the table
 * @param missing names of the table that the weights lack, with the expected shape
 * @param unexpected names of the weights that the table lacks
 * @param wrongShapes sentences such as {@code conv.weight is [3,3] instead of [4,3]}
 */
public record WeightsCheck(
    int expected, List<String> missing, List<String> unexpected, List<String> wrongShapes) {
  private static final int LISTED = 10;

  /** With immutable copies of the lists. */
  public WeightsCheck {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    wrongShapes = List.copyOf(wrongShapes);
  }

  /**
   * Compares names and shapes.
   *
   * @param table published name to shape; {@link Shape#ANY} accepts every size
   */
  public static WeightsCheck of(Weights weights, Map<String, Shape> table) {
    List<String> missing = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    table.forEach(
        (name, shape) -> {
          HostTensor tensor = weights.tensors().get(name);
          if (tensor == null) {
            missing.add(name + shape);
          } else if (!shape.accepts(tensor.shape())) {
            wrong.add(name + " is " + tensor.shape() + " instead of " + shape);
          }
        });
    List<String> unexpected =
        weights.tensors().keySet().stream().filter(n -> !table.containsKey(n)).toList();
    return new WeightsCheck(table.size(), missing, unexpected, wrong);
  }

  /**
   * The weights in the order of the table.
   *
   * @param file where the weights come from, for the message
   * @param network what they are for, for the message
   * @throws WeightsException of kind {@link Kind#MISMATCH} naming everything that differs
   */
  public static Weights require(
      Weights weights, Map<String, Shape> table, String file, String network) {
    WeightsCheck check = of(weights, table);
    if (!check.fits()) {
      throw new WeightsException(
          Kind.MISMATCH,
          file,
          "these are not the weights of " + network + ": " + check.differences(),
          table.size() + " tensors",
          check.guess(weights, table));
    }
    Map<String, HostTensor> ordered = new LinkedHashMap<>();
    table.keySet().forEach(name -> ordered.put(name, weights.get(name)));
    return Weights.of(ordered, weights.metadata());
  }

  /** Whether nothing differs. */
  public boolean fits() {
    return missing.isEmpty() && unexpected.isEmpty() && wrongShapes.isEmpty();
  }

  /** All differences in one sentence, at most ten of each kind by name. */
  public String differences() {
    List<String> parts = new ArrayList<>();
    describe(parts, "missing", missing);
    describe(parts, "unexpected", unexpected);
    describe(parts, "of another shape", wrongShapes);
    return parts.isEmpty() ? "no difference" : String.join("; ", parts);
  }

  private static void describe(List<String> parts, String what, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    String listed = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    int rest = names.size() - LISTED;
    parts.add(
        names.size() + " " + what + " (" + listed + (rest > 0 ? ", and " + rest + " more)" : ")"));
  }

  private String guess(Weights weights, Map<String, Shape> table) {
    WeightsCheck refitted = of(WeightNames.fit(weights, table.keySet()), table);
    if (refitted.missing.size() < missing.size()) {
      return "more names fit once the wrapper's prefix is stripped from them";
    }
    int known = expected - missing.size();
    if (known == 0) {
      return "no name fits: this is the file of another network";
    }
    if (missing.isEmpty() && unexpected.isEmpty()) {
      return "all names fit: this is the same network in another configuration, such as its width";
    }
    if (known * 4L < expected) {
      return "few names fit: this is probably the file of another network";
    }
    return "many names fit: this may be another configuration or version of the network";
  }
}
