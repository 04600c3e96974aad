package dev.attune.adaptation.online;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns the settings of a recorded run into one of {@link Methods}. */
final class TtaSetup {
  /** Recorded views stand in for it. */
  private static final Augmentation RECORDED =
      (pictures, random) -> {
        throw new AssertionError("views are recorded");
      };

  private final TtaRecord record;
  private final JsonNode run;
  private final JsonNode config;
  private final TorchEngine engine;
  private final RecordedBackbone backbone;
  private final Weights weights;
  private final ElementType precision;
  private int sourceBatch;

  TtaSetup(
      TtaRecord record,
      JsonNode run,
      TorchEngine engine,
      RecordedBackbone backbone,
      Weights weights,
      ElementType precision) {
    this.record = record;
    this.run = run;
    this.config = run.get("config");
    this.engine = engine;
    this.backbone = backbone;
    this.weights = weights;
    this.precision = precision;
  }

  /** Weights whose last layer is scaled, where a run says so. */
  static Weights scaled(Weights weights, JsonNode config) {
    float factor = (float) config.path("fc_scale").asDouble(1);
    Map<String, HostTensor> out = new LinkedHashMap<>(weights.tensors());
    for (JsonNode name : config.path("fc_scale_applies_to")) {
      HostTensor t = weights.get(name.asText());
      float[] v = t.toFloats();
      for (int i = 0; i < v.length; i++) {
        v[i] *= factor;
      }
      out.put(name.asText(), HostTensor.of(t.shape(), v));
    }
    return Weights.of(out, weights.metadata());
  }

  Composition composition() throws IOException {
    String method = run.get("method").asText();
    return switch (method) {
      case "source" -> Methods.statistics(method, statistics());
      case "bn-norm", "bn-alpha", "bn-ema" -> Methods.statistics(method, normStatistics(method));
      case "tent" ->
          Methods.tent(
              statistics(),
              optimization().with(config.get("steps").asInt(), config.get("episodic").asBoolean()));
      case "eata" ->
          number("fisher_alpha") == 0
              ? Methods.eta(statistics(), optimization(), number("e_margin"), number("d_margin"))
              : Methods.eata(
                  statistics(),
                  optimization(),
                  number("e_margin"),
                  number("d_margin"),
                  fisher(),
                  number("fisher_alpha"));
      case "rdumb" ->
          Methods.rdumb(
              statistics(),
              optimization(),
              number("e_margin"),
              number("d_margin"),
              config.get("reset_after").asInt());
      case "sar" ->
          Methods.sar(
              statistics(),
              optimization()
                  .with(new Optimization.Sharpness(number("rho"), number("sam_eps"), true)),
              number("margin_e0"),
              config.get("reset").get("level").asDouble(),
              true);
      case "deyo" -> deyo();
      case "cotta" ->
          Methods.cotta(statistics(), optimization(), teacher(), targetLoss(), number("rst"));
      case "petal" ->
          Methods.petal(
              statistics(), optimization(), teacher(), targetLoss(), prior(), petalRestore());
      case "rmt" -> rmt();
      case "roid" -> roid();
      case "lame" -> Methods.lame(affinity(), number("lambda"));
      case "adanpc" -> Methods.adaNpc(memory());
      default -> throw new AssertionError("unknown method " + method);
    };
  }

  private double number(String name) {
    JsonNode v = config.path(name);
    if (!v.isNumber()) {
      throw new AssertionError("setting " + name + " is " + v);
    }
    return v.asDouble();
  }

  private Statistics statistics() {
    String bn = config.get("bn").asText();
    return switch (bn) {
      case "running", "none" -> new Statistics.Source();
      case "batch" -> new Statistics.Batch();
      default -> throw new AssertionError("statistics " + bn);
    };
  }

  private Statistics normStatistics(String method) {
    if (method.equals("bn-alpha")) {
      return new Statistics.Blend(number("alpha"));
    }
    if (method.equals("bn-ema")) {
      return new Statistics.Following(number("momentum"));
    }
    return config.get("no_stats").asBoolean()
        ? new Statistics.Batch()
        : new Statistics.Tracked(number("momentum"), config.get("reset_stats").asBoolean());
  }

  private Optimization optimization() {
    String name = config.get("optimizer").asText();
    JsonNode o = config.get(name);
    OptimizerRule rule =
        switch (name) {
          case "adam" ->
              new OptimizerRule.Adam(
                  o.get("betas").get(0).asDouble(),
                  o.get("betas").get(1).asDouble(),
                  o.get("eps").asDouble(),
                  o.get("weight_decay").asDouble());
          case "sgd" ->
              new OptimizerRule.Sgd(
                  o.get("momentum").asDouble(),
                  o.get("nesterov").asBoolean(),
                  o.get("weight_decay").asDouble());
          default -> throw new AssertionError("optimiser " + name);
        };
    return Optimization.of(rule, number("lr"));
  }

  private Composition deyo() {
    Torn torn =
        switch (config.get("aug_type").asText()) {
          case "patch" -> new Torn.Patches(config.get("patch_len").asInt());
          case "pixel" -> new Torn.Pixels();
          case "occ" ->
              new Torn.Occluded(
                  config.get("row_start").asInt(),
                  config.get("column_start").asInt(),
                  config.get("occlusion_size").asInt());
          default -> throw new AssertionError("augmentation " + config.get("aug_type"));
        };
    return Methods.deyo(
        statistics(),
        optimization(),
        when("filter_ent", "deyo_margin"),
        new ObjectDestroyed(
            torn,
            when("filter_plpd", "plpd_threshold"),
            when("reweight_ent", "margin_e0"),
            config.get("reweight_plpd").asBoolean()));
  }

  private OptionalDouble when(String flag, String value) {
    return config.get(flag).asBoolean() ? OptionalDouble.of(number(value)) : OptionalDouble.empty();
  }

  private Teacher teacher() {
    return new Teacher(
        number("mt"),
        Optional.of(new Teacher.Views(config.get("n_aug").asInt(), number("ap"), RECORDED)));
  }

  private TargetTerm targetLoss() {
    JsonNode loss = config.get("loss");
    return loss.get("name").asText().equals("soft_cross_entropy")
        ? TargetTerm.softCrossEntropy()
        : TargetTerm.symmetricCrossEntropy(loss.get("alpha").asDouble());
  }

  private Penalty prior() {
    JsonNode prior = config.get("prior");
    return Penalty.posterior(
        parametersOnly(prior.get("mean").asText()),
        parametersOnly(prior.get("variance").asText()),
        prior.get("variance_floor").asDouble(),
        number("spw"));
  }

  private Weights parametersOnly(String name) {
    return record.file(record.manifest().get("weights").get(name));
  }

  private Restore petalRestore() {
    return config.get("restore").get("rule").asText().equals("masks")
        ? new Restores.Stochastic(number("rst"))
        : new Restores.FisherQuantile(number("perc"));
  }

  private Composition roid() {
    JsonNode loss = config.get("loss");
    return Methods.roid(
        statistics(),
        optimization(),
        LogitTerm.softLikelihoodRatio(loss.get("clip").asDouble(), loss.get("eps").asDouble()),
        new ViewConsistency(config.get("consistency").get("alpha").asDouble(), RECORDED),
        number("temperature"),
        number("momentum_src"));
  }

  private Affinity affinity() {
    Affinity.Kind kind =
        switch (config.get("affinity").asText()) {
          case "kNN" -> Affinity.Kind.NEAREST;
          case "rbf" -> Affinity.Kind.GAUSSIAN;
          case "linear" -> Affinity.Kind.LINEAR;
          default -> throw new AssertionError("affinity " + config.get("affinity"));
        };
    return new Affinity(kind, config.get("knn").asInt(), config.get("force_symmetry").asBoolean());
  }

  private KnnMemory memory() throws IOException {
    Prototypes p = seen(new Statistics.Source());
    return new KnnMemory(
        p.features(),
        p.labels(),
        backbone.classes(),
        config.get("k").asInt(),
        number("temperature"),
        number("beta"),
        Integer.MAX_VALUE);
  }

  private Prototypes seen(Statistics statistics) throws IOException {
    return Prototypes.of(engine, backbone, weights, statistics, record.source(), precision);
  }

  private Weights fisher() throws IOException {
    return Fisher.of(
        engine,
        backbone,
        weights,
        statistics(),
        new Moved.NormAffine(),
        record.source().stream().map(Labelled::pictures).toList(),
        precision);
  }

  private Composition rmt() throws IOException {
    Weights fixed = record.file(run.get("files").get("fixed"));
    String start = config.get("projector_start").asText() + "/";
    Map<String, HostTensor> projector = new LinkedHashMap<>();
    fixed
        .tensors()
        .forEach(
            (name, t) -> {
              if (name.startsWith(start)) {
                projector.put(name.substring(start.length()), t);
              }
            });
    sourceBatch = config.get("warmup").get("steps").asInt();
    List<Labelled> source = record.source();
    return Methods.rmt(
        statistics(),
        optimization(),
        number("mt"),
        new SelfTraining(
            number("lambda_ce_trg"), config.get("loss").get("alpha").asDouble(), RECORDED),
        new PrototypeContrast(
            number("lambda_cont"),
            number("temperature"),
            RECORDED,
            seen(statistics()).means(backbone.classes()),
            Weights.of(projector, Map.of())),
        number("lambda_ce_src") > 0
            ? new SourceReplay(
                number("lambda_ce_src"), () -> source.get(sourceBatch++ % source.size()))
            : null);
  }

  /** What the method does before the stream. */
  void before(OnlineAdapter adapter) throws IOException {
    if (config.has("warmup")) {
      List<Pictures> source = record.source().stream().map(Labelled::pictures).toList();
      int steps = config.get("warmup").get("steps").asInt();
      adapter.warmUp(
          java.util.stream.IntStream.range(0, steps)
              .mapToObj(i -> source.get(i % source.size()))
              .toList(),
          TargetTerm.symmetricCrossEntropy(config.get("loss").get("alpha").asDouble()));
    }
  }

  /** What can be made from the recorded data before the stream, by tensor name. */
  Map<String, double[]> derived(String value, OnlineAdapter adapter) {
    try {
      return switch (value) {
        case "fisher" -> values(fisher());
        case "prototypes" -> Map.of("", flat(seen(statistics()).means(backbone.classes())));
        case "warm_model" -> values(adapter.models().get("model"));
        case "warm_ema" -> values(adapter.models().get("teacher"));
        case "memory0" ->
            Map.of(
                "",
                flat(
                    Arrays.stream(seen(new Statistics.Source()).features())
                        .map(Distributions::normalized)
                        .toArray(double[][]::new)));
        case "memory0_label" ->
            Map.of(
                "",
                Arrays.stream(seen(new Statistics.Source()).labels()).asDoubleStream().toArray());
        default -> throw new AssertionError("unknown value " + value);
      };
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, double[]> values(Weights weights) {
    Map<String, double[]> out = new LinkedHashMap<>();
    weights.tensors().forEach((name, t) -> out.put(name, t.toDoubles()));
    return out;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** A recorded value of a batch from what our parts note. */
  static double[] aux(String name, Prediction p, Map<String, Double> sums) {
    Map<String, double[]> notes = p.notes();
    return switch (name) {
      case "n_reliable_cum" -> sum(name, notes.get("reliable")[0], sums);
      case "n_used_cum" -> sum(name, notes.get("non-redundant")[0], sums);
      case "prob_ema", "class_probs_ema" -> notes.get("mean prediction");
      case "anchor_mean_confidence" -> notes.get("anchor confidence");
      case "loss_ema" -> notes.get("loss average");
      case "n_entropy_pass" -> notes.get("reliable");
      case "n_final" -> notes.get("object");
      case "kernel" -> notes.get("affinity");
      case "features" -> notes.get(name);
      case "probas" -> notes.get("probabilities");
      case "kept" -> notes.get("kept");
      case "memory_rows" -> notes.get("memory rows");
      default -> throw new AssertionError("unknown recorded value " + name);
    };
  }

  private static double[] sum(String name, double add, Map<String, Double> sums) {
    return new double[] {sums.merge(name, add, Double::sum)};
  }
}
