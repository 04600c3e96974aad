package dev.attune.adaptation.online;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares loss functions with recorded values and gradients of double precision. */
final class TtaLosses {
  private TtaLosses() {}

  static void check(TtaRecord record, JsonNode check) {
    JsonNode losses = record.manifest().get("losses");
    Weights tensors = record.file(losses);
    JsonNode args = check.get("args");
    double[][] logits = rows(tensors, losses, args.get("logits"));
    Map<String, double[]> found =
        switch (check.get("function").asText()) {
          case "entropy" -> each(logits, null, (z, t) -> LogitLoss.entropy(z));
          case "soft_cross_entropy" ->
              each(logits, rows(tensors, losses, args.get("target")), LogitLoss::softCrossEntropy);
          case "symmetric_cross_entropy" ->
              each(
                  logits,
                  rows(tensors, losses, args.get("target")),
                  (z, t) -> LogitLoss.symmetricCrossEntropy(z, t, args.get("alpha").asDouble()));
          case "soft_likelihood_ratio" ->
              each(
                  logits,
                  null,
                  (z, t) ->
                      LogitLoss.softLikelihoodRatio(
                          z, args.get("clip").asDouble(), args.get("eps").asDouble()));
          case "generalized_cross_entropy" ->
              each(
                  logits,
                  null,
                  (z, t) -> LogitLoss.generalizedCrossEntropy(z, args.get("q").asDouble()));
          case "view_selection_entropy" -> entropyViews(logits, args);
          case "view_selection_cosine" -> cosineViews(logits, args);
          default -> throw new AssertionError("unknown function " + check.get("function"));
        };
    for (Map.Entry<String, JsonNode> e : check.get("expected").properties()) {
      JsonNode tolerance = e.getValue().get("tolerance");
      TtaRun.check(
          check.get("function").asText() + " " + e.getKey(),
          found.get(e.getKey()),
          tensors.get(e.getValue().get("tensor").asText()).toDoubles(),
          tolerance.has("float64") ? tolerance.get("float64") : tolerance);
    }
  }

  private static Map<String, double[]> each(
      double[][] logits, double[][] targets, LogitLoss.OfPair loss) {
    double[] values = new double[logits.length];
    double[][] gradients = new double[logits.length][];
    for (int i = 0; i < values.length; i++) {
      LogitLoss.Valued v = loss.at(logits[i], targets == null ? null : targets[i]);
      values[i] = v.value();
      gradients[i] = v.gradient();
    }
    return Map.of("value", values, "gradient", flat(gradients));
  }

  private static Map<String, double[]> entropyViews(double[][] logits, JsonNode args) {
    int[] kept = ViewSelection.confident(logits, args.get("fraction").asDouble());
    ViewSelection.Marginal m = ViewSelection.marginalEntropy(logits, kept);
    return Map.of(
        "index", numbers(kept), "value", new double[] {m.value()}, "gradient", flat(m.gradient()));
  }

  private static Map<String, double[]> cosineViews(double[][] logits, JsonNode args) {
    int[] alike = ViewSelection.alike(logits, args.get("cosine_fraction").asDouble());
    double[][] list = new double[alike.length + 1][];
    list[0] = logits[0];
    for (int i = 0; i < alike.length; i++) {
      list[i + 1] = logits[alike[i]];
    }
    int[] kept = ViewSelection.confident(list, args.get("entropy_fraction").asDouble());
    double[] cosine = new double[logits.length - 1];
    Arrays.setAll(cosine, i -> Distributions.cosine(logits[i + 1], logits[0]));
    Map<String, double[]> out = new LinkedHashMap<>();
    out.put("cosine", cosine);
    out.put("cosine_index", numbers(alike));
    out.put("entropy_index", numbers(kept));
    out.put("value", new double[] {ViewSelection.marginalEntropy(list, kept).value()});
    return out;
  }

  private static double[] numbers(int... v) {
    return Arrays.stream(v).asDoubleStream().toArray();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[][] rows(Weights tensors, JsonNode losses, JsonNode name) {
    String tensor = losses.get("inputs").get(name.asText()).get("tensor").asText();
    HostTensor t = tensors.get(tensor);
    double[] flat = t.toDoubles();
    int width = t.shape().known(1);
    double[][] out = new double[t.shape().known(0)][];
    for (int i = 0; i < out.length; i++) {
      out[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return out;
  }
}
