package dev.attune.adaptation.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What holds for every method by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresetsTest {
  private static final SmallStream.Net NET = new SmallStream.Net(true);

  private TorchEngine engine;
  private Weights weights;

  @BeforeAll
  void train() {
    engine = TorchEngine.open(ComputeSettings.single());
    weights = SmallStream.trained(engine, NET);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private PresetContext context(boolean source) {
    Random random = new Random(4);
    List<Labelled> batches =
        Stream.generate(() -> SmallStream.batch(random, SmallStream.labels(random, 32), 0.08))
            .limit(source ? 4 : 0)
            .toList();
    return new PresetContext(engine, NET, weights, 16, true, batches);
  }

  @TestFactory
  Stream<DynamicTest> staysGoodOnACleanStream() {
    return Presets.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      try (OnlineAdapter a =
                          OnlineAdapter.open(
                              engine,
                              NET,
                              weights,
                              Presets.of(name, context(true)),
                              Draws.seeded(2))) {
                        assertThat(a.composition().name()).isEqualTo(name);
                        double most = name.equals("lame") ? 0.8 : 0.35;
                        assertThat(SmallStream.error(a, 12, 16, 0, 0.08)).isLessThan(most);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> answersASinglePicture() {
    return Presets.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Random random = new Random(3);
                      try (OnlineAdapter a =
                          OnlineAdapter.open(
                              engine,
                              NET,
                              weights,
                              Presets.of(name, context(true)),
                              Draws.seeded(2))) {
                        Prediction p =
                            a.process(SmallStream.batch(random, new int[] {2}, 0.1).pictures());
                        assertThat(p.probabilities()).hasDimensions(1, SmallStream.CLASSES);
                        assertThat(Distributions.isFinite(p.probabilities())).isTrue();
                      }
                    }));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> Presets.of("tint", context(true)))
        .hasMessageContaining("unknown")
        .hasMessageContaining("tent");
    assertThatThrownBy(() -> Presets.of("eata", context(false)))
        .hasMessageContaining("source domain");
    assertThat(Presets.needsSource("eata")).isTrue();
    assertThat(Presets.needsSource("tent")).isFalse();
  }

  @Test
  void viewsStayInRangeAndAreRepeated() {
    Random random = new Random(6);
    Pictures x = SmallStream.batch(random, SmallStream.labels(random, 3), 0.1).pictures();
    for (boolean soft : new boolean[] {true, false}) {
      StrongViews how = new StrongViews(soft);
      Draws draws = Draws.seeded(9);
      draws.begin(1);
      Pictures a = draws.view(x, 0, how);
      draws.begin(1);
      assertThat(draws.view(x, 0, how).values()).isEqualTo(a.values());
      assertThat(a.shape()).isEqualTo(x.shape());
      assertThat(a.values()).isNotEqualTo(x.values());
      for (float v : a.values()) {
        assertThat(v).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void theMemoryIsBalanced() {
    ClassMemory memory = new ClassMemory(12, 5);
    Random random = new Random(1);
    Pictures one = SmallStream.batch(random, new int[] {0}, 0).pictures();
    int due = 0;
    for (int i = 0; i < 60; i++) {
      double[] logits = new double[3];
      logits[i < 40 ? 0 : i % 3] = 2 + random.nextDouble();
      due += memory.offer(one, logits) ? 1 : 0;
      assertThat(memory.size()).isLessThanOrEqualTo(12);
    }
    assertThat(due).isEqualTo(12);
    assertThat(memory.content().pictures().size()).isEqualTo(memory.size());
    for (double w : memory.content().weights()) {
      assertThat(w).isBetween(0.0, 0.5);
    }
  }
}
