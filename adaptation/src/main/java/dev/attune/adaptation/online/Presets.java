package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The methods by name, with their authors' settings. */
public final class Presets {
  private static final double EPSILON = 1e-12;
  private static final int PROJECTED = 128;

  /** Pictures that statistics of streams of runs remember. */
  private static final double HORIZON = 400;

  /** Pictures of different classes that statistics from before count for in our own method. */
  private static final double PRIOR = 20;

  /** Classifiers are too sure of themselves on pictures that they were not trained for. */
  private static final double TRUST = 0.4;

  private static final Map<String, Entry> ALL = new LinkedHashMap<>();

  /** What a preset is made by, and whether it needs pictures of the source domain. */
  private record Entry(boolean needsSource, Function<PresetContext, Composition> make) {}

  static {
    free("attune", Presets::attune);
    free("source", c -> Methods.statistics("source", new Statistics.Source()));
    free("bn", c -> Methods.statistics("bn", new Statistics.Batch()));
    free("bn-alpha", c -> Methods.statistics("bn-alpha", new Statistics.Blend(0.1)));
    free("bn-ema", c -> Methods.statistics("bn-ema", following()));
    free("tent", c -> Methods.tent(new Statistics.Batch(), c.optimization()));
    free(
        "eta",
        c -> Methods.eta(new Statistics.Batch(), c.optimization(), c.nats(0.4), c.redundant()));
    sourced(
        "eata",
        c ->
            Methods.eata(
                new Statistics.Batch(),
                c.optimization(),
                c.nats(0.4),
                c.redundant(),
                c.fisher(new Statistics.Batch()),
                c.small() ? 1 : 2000));
    free(
        "rdumb",
        c ->
            Methods.rdumb(
                new Statistics.Batch(), c.optimization(), c.nats(0.4), c.redundant(), 1000));
    free("sar", Presets::sar);
    free("deyo", Presets::deyo);
    free("cotta", Presets::cotta);
    sourced("rmt", Presets::rmt);
    free("roid", Presets::roid);
    free(
        "rotta", c -> Methods.rotta(0.05, Optimization.adam(1e-3), 0.999, new ClassMemory(64, 64)));
    free("ostta", c -> Methods.ostta(new Statistics.Batch(), c.optimization(), 0.99));
    free("lame", c -> Methods.lame(new Affinity(Affinity.Kind.GAUSSIAN, 5, false), 1));
    sourced("adanpc", Presets::adaNpc);
    sourced(
        "cafa",
        c ->
            Methods.cafa(
                new Statistics.Batch(),
                c.optimization(),
                ClassGaussians.of(c.seen(new Statistics.Source()), c.classes(), 0.1)));
    free(
        "lsa",
        c ->
            Methods.lsa(
                following(),
                c.optimization(),
                c.nats(0.4),
                c.redundant(),
                new LogitAdjustment(0.5, 0.9, 0.1)));
  }

  private Presets() {}

  /** Our own default. */
  private static Composition attune(PresetContext c) {
    double share = Math.min(1, c.batchSize() / 200.0);
    Optimization optimization =
        c.small()
            ? Optimization.adam(1e-3 * Math.sqrt(share))
            : Optimization.sgd(2.5e-4 * Math.min(1, c.batchSize() / 64.0));
    return Composition.named("attune")
        .statistics(new Statistics.Robust(new CorrelationSpeed(PRIOR, TRUST)))
        .moves(new Moved.NormAffine())
        .optimization(optimization)
        .rule(new SampleRules.Reliable(c.nats(0.4)))
        .rule(new SampleRules.NonRedundant(c.redundant(), 0.9))
        .rule(new SampleRules.ExpMargin(c.nats(0.4)))
        .term(LogitTerm.entropy())
        .restore(new Restores.WeightEnsemble(0.99))
        .restore(new Guards.Diversity(0.2, 20))
        .output(new RunFilter(TRUST))
        .build();
  }

  private static void free(String name, Function<PresetContext, Composition> make) {
    ALL.put(name, new Entry(false, make));
  }

  private static void sourced(String name, Function<PresetContext, Composition> make) {
    ALL.put(name, new Entry(true, make));
  }

  private static Statistics following() {
    return new Statistics.Robust(new Statistics.Horizon(HORIZON));
  }

  /** All names. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Whether a method needs pictures of the source domain before the stream. */
  public static boolean needsSource(String name) {
    return entry(name).needsSource;
  }

  /**
   * A method by name, ready for one adapter.
   *
   * @throws IllegalArgumentException when there is no such method, or it needs pictures of the
   *     source domain and there are none
   */
  public static Composition of(String name, PresetContext context) {
    Entry entry = entry(name);
    if (entry.needsSource && context.source().isEmpty()) {
      throw new IllegalArgumentException(
          "method '" + name + "' learns from pictures of the source domain, and there are none");
    }
    return entry.make.apply(context);
  }

  private static Entry entry(String name) {
    Entry entry = ALL.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "method '"
              + name
              + "' is unknown; there are "
              + ALL.keySet().stream().collect(Collectors.joining(", ")));
    }
    return entry;
  }

  private static Composition sar(PresetContext c) {
    double rate = c.small() ? 1e-3 : 2.5e-4 * Math.min(1, c.batchSize() / 64.0);
    return Methods.sar(
        new Statistics.Batch(),
        Optimization.sgd(rate).with(new Optimization.Sharpness(0.05, EPSILON, false)),
        c.nats(0.4),
        0.2 * Math.log(c.classes()) / Math.log(1000),
        false);
  }

  private static Composition deyo(PresetContext c) {
    ObjectDestroyed torn =
        new ObjectDestroyed(
            new Torn.Patches(4), OptionalDouble.of(0.2), OptionalDouble.of(c.nats(0.4)), true);
    return Methods.deyo(
        new Statistics.Batch(), c.optimization(), OptionalDouble.of(c.nats(0.5)), torn);
  }

  private static Composition cotta(PresetContext c) {
    double below = !c.small() ? 0.1 : c.classes() > 10 ? 0.72 : 0.92;
    Teacher teacher =
        new Teacher(0.999, Optional.of(new Teacher.Views(32, below, new StrongViews(true))));
    return c.small()
        ? Methods.cotta(
            new Statistics.Batch(),
            Optimization.adam(1e-3),
            teacher,
            TargetTerm.softCrossEntropy(),
            0.01)
        : Methods.cotta(
            new Statistics.Batch(),
            Optimization.sgd(0.01),
            teacher,
            TargetTerm.symmetricCrossEntropy(0.5),
            0.001);
  }

  private static Composition roid(PresetContext c) {
    return Methods.roid(
        new Statistics.Batch(),
        c.optimization(),
        LogitTerm.softLikelihoodRatio(0.99, 1e-5),
        new ViewConsistency(0.5, new StrongViews(false)),
        1.0 / 3,
        0.99);
  }

  private static Composition rmt(PresetContext c) {
    StrongViews views = new StrongViews(true);
    double[][] prototypes = c.seen(new Statistics.Batch()).means(c.classes());
    return Methods.rmt(
        new Statistics.Batch(),
        c.small() ? Optimization.adam(1e-3) : Optimization.sgd(0.01),
        0.999,
        new SelfTraining(1, 0.5, views),
        new PrototypeContrast(1, 0.1, views, prototypes, projector(prototypes[0].length)),
        new SourceReplay(1, c.replay()));
  }

  /** Uniform within one over the root of the inputs, as linear layers usually begin. */
  private static Weights projector(int width) {
    Random random = new Random(1);
    Map<String, HostTensor> out = new LinkedHashMap<>();
    int[] inputs = {width, PROJECTED};
    for (int layer = 0; layer < 2; layer++) {
      float bound = (float) (1 / Math.sqrt(inputs[layer]));
      out.put(2 * layer + ".weight", uniform(random, bound, PROJECTED, inputs[layer]));
      out.put(2 * layer + ".bias", uniform(random, bound, PROJECTED));
    }
    return Weights.of(out, Map.of());
  }

  private static HostTensor uniform(Random random, float bound, long... dims) {
    Shape shape = Shape.of(dims);
    float[] v = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < v.length; i++) {
      v[i] = bound * (2 * random.nextFloat() - 1);
    }
    return HostTensor.of(shape, v);
  }

  private static Composition adaNpc(PresetContext c) {
    Prototypes seen = c.seen(new Statistics.Source());
    double most = Math.E / (Math.E + c.classes() - 1);
    return Methods.adaNpc(
        new KnnMemory(seen.features(), seen.labels(), c.classes(), 10, 0.1, 0.9 * most, 100));
  }
}
