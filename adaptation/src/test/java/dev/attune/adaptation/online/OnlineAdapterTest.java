package dev.attune.adaptation.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.backbones.PromptedBackbone;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.WeightMath;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlineAdapterTest {
  private static final double RELIABLE = 0.4 * Math.log(SmallStream.CLASSES);
  private static final SmallStream.Net GROUP = new SmallStream.Net(false);
  private static final SmallStream.Net BATCH = new SmallStream.Net(true);

  private TorchEngine engine;
  private Weights groupWeights;
  private Weights batchWeights;

  @BeforeAll
  void train() {
    engine = TorchEngine.open(ComputeSettings.single());
    groupWeights = SmallStream.trained(engine, GROUP);
    batchWeights = SmallStream.trained(engine, BATCH);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private OnlineAdapter group(Composition c) {
    return OnlineAdapter.open(engine, GROUP, groupWeights, c, Draws.seeded(1));
  }

  private OnlineAdapter batch(Composition c) {
    return OnlineAdapter.open(engine, BATCH, batchWeights, c, Draws.seeded(1));
  }

  private static Composition tent(double rate) {
    return Methods.tent(new Statistics.Source(), Optimization.adam(rate));
  }

  @Test
  void theNetworksKnowCleanGratings() {
    for (OnlineAdapter a :
        List.of(
            group(Methods.statistics("source", new Statistics.Source())),
            batch(Methods.statistics("source", new Statistics.Source())))) {
      try (a) {
        assertThat(SmallStream.error(a, 20, 16, 0, 0.08)).isLessThan(0.12);
      }
    }
  }

  @Test
  void tentCollapsesOnSortedClassesAndGuardedOnesDoNot() {
    try (OnlineAdapter source = group(Methods.statistics("source", new Statistics.Source()));
        OnlineAdapter plain = group(tent(0.01));
        OnlineAdapter guarded = group(guarded(0.01));
        OnlineAdapter ensemble = group(roid(0.01))) {
      double before = SmallStream.error(source, 400, 4, 40, 0.25);
      double collapsed = SmallStream.error(plain, 400, 4, 40, 0.25);
      double watched = SmallStream.error(guarded, 400, 4, 40, 0.25);
      double averaged = SmallStream.error(ensemble, 400, 4, 40, 0.25);
      assertThat(collapsed).isGreaterThan(0.7);
      assertThat(watched).isLessThan((before + collapsed) / 2);
      assertThat(averaged).isLessThan(before + 0.05);
    }
  }

  private static Composition guarded(double rate) {
    return Composition.named("guarded")
        .moves(new Moved.NormAffine())
        .optimization(Optimization.adam(rate))
        .term(LogitTerm.entropy())
        .restore(new Guards.Diversity(0.2, 20))
        .restore(new Restores.WeightEnsemble(0.99))
        .build();
  }

  private static Composition roid(double rate) {
    return Methods.roid(
        new Statistics.Source(),
        Optimization.adam(rate),
        LogitTerm.softLikelihoodRatio(0.99, 1e-5),
        new ViewConsistency(0.5, (p, random) -> p),
        1.0 / 3,
        0.99);
  }

  @Test
  void statisticsOfTheStreamHelpUnderNoise() {
    try (OnlineAdapter source = batch(Methods.statistics("source", new Statistics.Source()));
        OnlineAdapter norm = batch(Methods.statistics("norm", new Statistics.Batch()));
        OnlineAdapter robust =
            batch(
                Methods.statistics("robust", new Statistics.Robust(new Statistics.Horizon(400))))) {
      double before = SmallStream.error(source, 60, 32, 0, 0.35);
      assertThat(SmallStream.error(norm, 60, 32, 0, 0.35)).isLessThan(before);
      assertThat(SmallStream.error(robust, 60, 32, 0, 0.35)).isLessThan(before);
    }
  }

  /** Methods that every rule below must hold for. */
  private static Stream<Supplier<Composition>> methods() {
    return Stream.of(
        () -> tent(0.01),
        () -> Methods.rdumb(new Statistics.Batch(), Optimization.sgd(0.01), RELIABLE, 0.5, 3),
        () ->
            Methods.sar(
                new Statistics.Batch(),
                Optimization.sgd(0.01).with(new Optimization.Sharpness(0.05, 1e-12, false)),
                RELIABLE,
                0.01,
                false),
        () ->
            Methods.cotta(
                new Statistics.Batch(),
                Optimization.adam(1e-3),
                Teacher.plain(0.9),
                TargetTerm.symmetricCrossEntropy(0.5),
                0.1),
        () -> roid(0.01),
        () -> Methods.statistics("following", new Statistics.Following(0.2)),
        () -> Methods.statistics("robust", new Statistics.Robust(new Statistics.PerBatch(0.05))),
        () -> Methods.lame(new Affinity(Affinity.Kind.GAUSSIAN, 5, false), 1));
  }

  @TestFactory
  Stream<DynamicTest> resetForgetsTheStream() {
    return methods()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m.get().name(),
                    () -> {
                      try (OnlineAdapter a = batch(m.get())) {
                        Weights start = a.models().get("model");
                        Prediction first = a.process(pictures(1));
                        a.process(pictures(2));
                        a.process(pictures(3));
                        a.reset();
                        assertThat(a.models().get("model").bitEquals(start)).isTrue();
                        assertThat(a.process(pictures(1)).values()).isDeepEqualTo(first.values());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> runsAreRepeated() {
    return methods()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m.get().name(),
                    () -> {
                      try (OnlineAdapter a = batch(m.get());
                          OnlineAdapter b = batch(m.get())) {
                        for (int i = 0; i < 5; i++) {
                          Prediction p = a.process(pictures(i));
                          assertThat(b.process(pictures(i)).values()).isDeepEqualTo(p.values());
                        }
                        assertThat(a.models().get("model").bitEquals(b.models().get("model")))
                            .isTrue();
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> memoryDoesNotGrow() {
    return methods()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m.get().name(),
                    () -> {
                      try (OnlineAdapter a = batch(m.get())) {
                        for (int i = 0; i < 4; i++) {
                          a.process(pictures(i));
                        }
                        long before = engine.liveTensors();
                        for (int i = 0; i < 20; i++) {
                          a.process(pictures(i));
                        }
                        assertThat(engine.liveTensors()).isEqualTo(before);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> picturesThatAreNoNumbersDoNoHarm() {
    return methods()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m.get().name(),
                    () -> {
                      Pictures bad = pictures(1).select(0, 1);
                      bad.values()[7] = Float.NaN;
                      try (OnlineAdapter a = batch(m.get());
                          OnlineAdapter fresh = batch(m.get())) {
                        a.process(pictures(0));
                        Prediction p = a.process(bad);
                        assertThat(p.adapted()).isFalse();
                        assertThat(p.events()).anyMatch(e -> e.startsWith("finite"));
                        assertThat(a.process(pictures(2)).classes())
                            .isEqualTo(fresh.process(pictures(2)).classes());
                      }
                    }));
  }

  @Test
  void whatDriftsTooFarIsPulledBack() {
    double[] lengths = new double[2];
    for (int i = 0; i < 2; i++) {
      Composition.Builder b =
          Composition.named("drift")
              .moves(new Moved.NormAffine())
              .optimization(Optimization.adam(0.05))
              .term(LogitTerm.entropy());
      try (OnlineAdapter a = batch((i == 0 ? b : b.restore(new Guards.Drift(0.1))).build())) {
        Weights start = a.models().get("model");
        List<String> events = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
          events.addAll(a.process(pictures(n)).events());
        }
        assertThat(events.isEmpty()).isEqualTo(i == 0);
        lengths[i] = WeightMath.drift(start, a.models().get("model")).l2();
      }
    }
    assertThat(lengths[1]).isLessThan(lengths[0]);
  }

  @Test
  void aFilterThatKeepsNothingLeavesTheWeights() {
    try (OnlineAdapter a =
        batch(Methods.eta(new Statistics.Batch(), Optimization.adam(0.1), 0, 0.5))) {
      Weights start = a.models().get("model");
      Prediction p = a.process(pictures(0));
      assertThat(p.adapted()).isFalse();
      assertThat(p.used()).isZero();
      assertThat(a.models().get("model").bitEquals(start)).isTrue();
    }
  }

  @Test
  void importancesArePositiveAndPullBack() {
    Weights fisher =
        Fisher.of(
            engine,
            BATCH,
            batchWeights,
            new Statistics.Batch(),
            new Moved.NormAffine(),
            List.of(pictures(1), pictures(2)),
            ElementType.FLOAT32);
    assertThat(fisher.tensors().keySet())
        .containsExactlyInAnyOrder("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias");
    double free = drift(0, fisher);
    assertThat(drift(2000, fisher)).isLessThan(free);
  }

  private double drift(double beta, Weights fisher) {
    Composition c =
        Methods.eata(new Statistics.Batch(), Optimization.sgd(0.01), 10, 1.1, fisher, beta);
    try (OnlineAdapter a = batch(c)) {
      Weights start = a.models().get("model");
      for (int i = 0; i < 30; i++) {
        a.process(pictures(i));
      }
      return WeightMath.drift(start, a.models().get("model")).l2();
    }
  }

  @Test
  void patchesOfPixelsLearnAndTheClassifierStays() {
    PromptedBackbone prompted = new PromptedBackbone(BATCH, 12, 4);
    Composition vdp = Methods.vdp(prompted, Optimization.adam(0.01), 0.99, 0.1);
    try (OnlineAdapter a =
            OnlineAdapter.open(
                engine, prompted, prompted.withPrompts(batchWeights), vdp, Draws.seeded(1));
        OnlineAdapter source = batch(Methods.statistics("source", new Statistics.Source()))) {
      double[][] plain = source.process(pictures(0)).values();
      assertThat(a.process(pictures(0)).values()).isDeepEqualTo(plain);
      a.process(pictures(1));
      Weights now = a.models().get("model");
      assertThat(now.get("fc.weight").bitEquals(batchWeights.get("fc.weight"))).isTrue();
      for (String patch : List.of("prompt.specific", "prompt.agnostic")) {
        assertThat(now.get(patch).toFloats()).isNotEqualTo(new float[3 * 16]);
      }
    }
  }

  @Test
  void theSpeedFallsWhileClassesComeInRuns() {
    CorrelationSpeed speed = new CorrelationSpeed(16, 0.5);
    Random random = new Random(3);
    double[][] one = new double[1][6];
    for (int i = 0; i < 400; i++) {
      one[0] = new double[6];
      one[0][random.nextInt(6)] = 1;
      speed.predicted(one);
    }
    assertThat(speed.share(16)).isBetween(0.45, 0.5);
    for (int i = 0; i < 400; i++) {
      one[0] = new double[6];
      one[0][i / 30 % 6] = 1;
      speed.predicted(one);
    }
    assertThat(speed.share(16)).isLessThan(0.1);
    speed.reset();
    assertThat(speed.share(16)).isBetween(0.3, 0.4);
  }

  private static Pictures pictures(int seed) {
    Random random = new Random(seed);
    return SmallStream.batch(random, SmallStream.labels(random, 16), 0.2).pictures();
  }
}
