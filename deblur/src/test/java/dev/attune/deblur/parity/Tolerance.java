package dev.attune.deblur.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A manifest's bound on how far a result may be from the recorded one. */
record Tolerance(JsonNode rule) {
  /** Refuses a missing or unknown rule: a check without a bound would check nothing. */
  Tolerance {
    if (rule == null || !rule.isObject() || rule.isEmpty()) {
      throw new AssertionError("no tolerance given: " + rule);
    }
  }

  /** Fails unless every value is within the bound. */
  void check(String what, double[] actual, double[] recorded) {
    if (actual.length != recorded.length) {
      throw new AssertionError(
          what + ": " + actual.length + " values instead of " + recorded.length);
    }
    double greatest = 0;
    for (double r : recorded) {
      greatest = Math.max(greatest, Math.abs(r));
    }
    check(what, actual, recorded, greatest);
  }

  /**
   * Fails unless every value is within the bound; {@code greatest} is max|b| of the full tensor.
   */
  void check(String what, double[] actual, double[] recorded, double greatest) {
    for (int i = 0; i < recorded.length; i++) {
      double a = actual[i];
      double b = recorded[i];
      double bound = bound(b, greatest);
      boolean same = Double.isNaN(a) ? Double.isNaN(b) : a == b || Math.abs(a - b) <= bound;
      if (!same) {
        throw new AssertionError(
            String.format(
                "%s: value %d is %.9g, recorded %.9g, difference %.3g, allowed %.3g (%s)",
                what, i, a, b, Math.abs(a - b), bound, rule));
      }
    }
  }

  /** The tolerance of one field where there is a rule per field, this rule otherwise. */
  Tolerance field(String name) {
    return rule.has(name) && rule.get(name).isObject() ? new Tolerance(rule.get(name)) : this;
  }

  private double bound(double recorded, double greatest) {
    double bound = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, JsonNode> e : rule.properties()) {
      double t = e.getValue().asDouble();
      bound =
          Math.min(
              bound,
              switch (e.getKey()) {
                case "exact" -> 0;
                case "max_abs" -> t;
                case "rel" -> t * Math.abs(recorded);
                case "rel_to_max" -> t * greatest;
                default -> throw new AssertionError("unknown tolerance " + rule);
              });
    }
    return bound;
  }
}
