package dev.attune.adaptation.online;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Repeats one recorded run and compares all that was recorded. */
final class TtaRun {
  private final TtaRecord record;
  private final JsonNode run;
  private final TorchEngine engine;
  private final ElementType precision;
  private final Map<String, Double> sums = new LinkedHashMap<>();

  TtaRun(TtaRecord record, JsonNode run, TorchEngine engine, ElementType precision) {
    this.record = record;
    this.run = run;
    this.engine = engine;
    this.precision = precision;
  }

  void repeat() throws IOException {
    JsonNode config = run.get("config");
    JsonNode files = run.get("files");
    RecordedBackbone backbone = record.network(config.get("network").asText());
    Weights weights =
        TtaSetup.scaled(record.weights(config.get("initial_weights").asText()), config);
    String stream = config.get("stream").asText();
    TtaSetup setup = new TtaSetup(record, run, engine, backbone, weights, precision);
    Draws draws =
        new RecordedDraws(
            record.views(stream),
            optional(files, "restore_masks"),
            optional(files, "permutations"));
    double[] outputs = record.array(files.get("outputs")).toDoubles();
    Composition composition = setup.composition();
    requireMoved(config, composition, backbone);
    try (OnlineAdapter adapter =
        OnlineAdapter.open(engine, backbone, weights, composition, draws, precision)) {
      setup.before(adapter);
      checkFixed(setup, adapter);
      int at = 0;
      int batch = 0;
      for (Pictures x : record.stream(stream)) {
        Prediction p = adapter.process(x);
        requireKind(p);
        double[] values = Arrays.stream(p.values()).flatMapToDouble(Arrays::stream).toArray();
        check(
            "outputs of batch " + batch,
            values,
            Arrays.copyOfRange(outputs, at, at + values.length),
            files.get("outputs").get("tolerance"));
        at += values.length;
        Map<String, HostTensor> state = state(adapter);
        if (files.has("steps")) {
          checkState(files.get("steps"), "step" + batch + "/", state);
        }
        if (files.has("aux")) {
          checkAux(files.get("aux"), "step" + batch + "/", p);
        }
        batch++;
      }
      if (at != outputs.length) {
        throw new AssertionError(at + " outputs, recorded " + outputs.length);
      }
      if (files.has("final_state")) {
        checkState(files.get("final_state"), "", state(adapter));
      }
    }
  }

  private Weights optional(JsonNode files, String name) {
    return files.has(name) ? record.file(files.get(name)) : null;
  }

  private static void requireMoved(
      JsonNode config, Composition composition, RecordedBackbone backbone) {
    List<String> wanted = new ArrayList<>();
    config.path("adapted_parameters").forEach(n -> wanted.add(n.asText()));
    wanted.removeIf(n -> n.contains("/"));
    List<String> found =
        List.copyOf(
            composition
                .moved()
                .names(
                    backbone.network(
                        "plain",
                        new dev.attune.adaptation.backbones.Norms(
                            new dev.attune.adaptation.backbones.Norms.Form.Running()))));
    if (!List.copyOf(new java.util.TreeSet<>(wanted))
        .equals(List.copyOf(new java.util.TreeSet<>(found)))) {
      throw new AssertionError("moved are " + found + ", recorded " + wanted);
    }
  }

  private void requireKind(Prediction p) {
    String content = run.get("files").get("outputs").get("content").asText();
    if (content.equals("logits") != (p.kind() == Prediction.Kind.LOGITS)) {
      throw new AssertionError("outputs are " + p.kind() + ", recorded " + content);
    }
  }

  private static Map<String, HostTensor> state(OnlineAdapter adapter) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    adapter
        .models()
        .forEach(
            (model, w) ->
                w.tensors()
                    .forEach(
                        (name, t) ->
                            out.put((model.equals("teacher") ? "ema" : model) + "/" + name, t)));
    adapter.batchStatistics().forEach((name, t) -> out.put("batch/" + name, t));
    return out;
  }

  private void checkState(JsonNode entry, String prefix, Map<String, HostTensor> state) {
    Weights recorded = record.file(entry);
    int compared = 0;
    for (Map.Entry<String, HostTensor> e : recorded.tensors().entrySet()) {
      if (e.getKey().startsWith(prefix)) {
        String name = e.getKey().substring(prefix.length());
        // The mixed layer holds the source layer and the statistics of the last batch.
        String ours =
            name.contains(".norm.")
                ? name.replace(".norm.", ".").replaceFirst("^[a-z]+/", "batch/")
                : name.replace(".layer.", ".");
        HostTensor t = state.get(ours);
        if (t == null) {
          throw new AssertionError("there is no " + ours + " among " + state.keySet());
        }
        check(
            "state " + e.getKey(), t.toDoubles(), e.getValue().toDoubles(), entry.get("tolerance"));
        compared++;
      }
    }
    if (compared == 0 && run.get("changed_state").size() > 0) {
      throw new AssertionError("nothing recorded under " + prefix);
    }
  }

  private void checkAux(JsonNode entry, String prefix, Prediction p) {
    Weights recorded = record.file(entry);
    for (Map.Entry<String, JsonNode> e : entry.get("values").properties()) {
      HostTensor t = recorded.tensors().get(prefix + e.getKey());
      if (t != null) {
        check(
            prefix + e.getKey(),
            TtaSetup.aux(e.getKey(), p, sums),
            t.toDoubles(),
            e.getValue().get("tolerance"));
      }
    }
  }

  private void checkFixed(TtaSetup setup, OnlineAdapter adapter) {
    JsonNode fixed = run.get("files").path("fixed");
    if (fixed.isMissingNode()) {
      return;
    }
    Weights recorded = record.file(fixed);
    for (Map.Entry<String, JsonNode> value : fixed.get("values").properties()) {
      if (value.getValue().get("role").asText().equals("derived")) {
        List<String> same = new ArrayList<>();
        value.getValue().path("same_as_initial").forEach(n -> same.add(n.asText()));
        Map<String, double[]> derived = setup.derived(value.getKey(), adapter);
        recorded
            .tensors()
            .forEach(
                (key, t) -> {
                  String name =
                      key.equals(value.getKey())
                          ? ""
                          : key.startsWith(value.getKey() + "/")
                              ? key.substring(value.getKey().length() + 1)
                              : null;
                  if (name != null && !same.contains(name)) {
                    check(key, derived.get(name), t.toDoubles(), value.getValue().get("tolerance"));
                  }
                });
      }
    }
  }

  /** Compares within a recorded tolerance. */
  static void check(String what, double[] found, double[] recorded, JsonNode tolerance) {
    if (found == null || found.length != recorded.length) {
      throw new AssertionError(
          what
              + " has "
              + (found == null ? "nothing" : found.length)
              + ", recorded "
              + recorded.length);
    }
    double most = 0;
    if (tolerance.has("max_abs")) {
      most = tolerance.get("max_abs").asDouble();
    } else if (tolerance.has("rel_to_max")) {
      most =
          tolerance.get("rel_to_max").asDouble()
              * Arrays.stream(recorded).map(Math::abs).max().orElse(0);
    } else if (!tolerance.path("exact").asBoolean()) {
      throw new AssertionError(what + " has tolerance " + tolerance);
    }
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - recorded[i]) <= most)) {
        throw new AssertionError(
            what + "[" + i + "] is " + found[i] + ", recorded " + recorded[i] + ", within " + most);
      }
    }
  }
}
