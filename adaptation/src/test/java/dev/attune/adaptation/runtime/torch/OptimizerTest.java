package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Reduce;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps recorded from PyTorch (resources/optimizers/record.py), and what a step must not do. */
class OptimizerTest {
  private static final double[] TABLE = {0.31, -0.77, 1.9, -2.3, 0.011, 4.7, -0.0003, 0.9};
  private static final Map<String, OptimizerRule> RULES =
      Map.of(
          "adam", OptimizerRule.Adam.standard(),
          "adam decay clip", new OptimizerRule.Adam(0.8, 0.99, 1e-6, 0.1),
          "adamw", new OptimizerRule.AdamW(0.9, 0.999, 1e-8, 0.05),
          "sgd", new OptimizerRule.Sgd(0, false, 0),
          "sgd momentum decay", new OptimizerRule.Sgd(0.9, false, 0.01),
          "sgd nesterov", new OptimizerRule.Sgd(0.8, true, 0));

  private final TorchEngine engine = TorchEngine.open(ComputeSettings.single());

  @AfterEach
  void nothingStaysOpen() {
    assertThat(engine.liveTensors()).isZero();
    engine.close();
  }

  static Iterable<JsonNode> recorded() throws IOException {
    try (InputStream in = OptimizerTest.class.getResourceAsStream("/optimizers/steps.json")) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }

  /** Two parameters whose gradients are the inputs. */
  private static Network linear() {
    GraphBuilder g = new GraphBuilder("loss");
    Value a = g.mul(g.parameter("a", 4), g.input("ga", 4));
    Value b = g.mul(g.parameter("b", 2, 2), g.input("gb", 2, 2));
    return g.build(g.add(g.sum(a), g.node(new Reduce(Reduce.Kind.SUM, List.of(), false), b)));
  }

  private static Weights start() {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    out.put("a", HostTensor.of(Shape.of(4), 0.7f, -1.3f, 2.1f, 1e-3f));
    out.put("b", HostTensor.of(Shape.of(2, 2), 0.25f, -0.5f, 3, -7));
    return Weights.of(out, Map.of());
  }

  private static float[] gradient(int step) {
    float[] out = new float[4];
    for (int k = 0; k < 4; k++) {
      out[k] = (float) (TABLE[(step * 3 + k) % 8] * Math.pow(2, (step + k) % 5 - 2));
    }
    return out;
  }

  /** Parameters, model and optimiser of one run. */
  private final class Run implements AutoCloseable {
    private final Parameters parameters =
        Parameters.of(engine, start(), List.of(linear()), ElementType.FLOAT32);
    private final TrainableModel model = TrainableModel.load(engine, parameters, List.of(linear()));
    private final Optimizer optimizer;

    Run(OptimizerRule rule) {
      optimizer = Optimizer.of(parameters, rule);
    }

    double step(int step, double clip) {
      try (Scope scope = new Scope()) {
        Executable e = model.executable("loss");
        model.accumulateGradients(
            "loss",
            1,
            e.tensor(scope, Shape.of(4), gradient(step)),
            e.tensor(scope, Shape.of(2, 2), gradient(step)));
        return optimizer.step(0.05 / (1 + step), clip);
      }
    }

    @Override
    public void close() {
      optimizer.close();
      model.close();
      parameters.close();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void stepsArePyTorchs(JsonNode recorded) {
    try (Run run = new Run(RULES.get(recorded.get("name").asText()))) {
      for (int step = 0; step < 10; step++) {
        double norm = run.step(step, recorded.get("clip").asDouble());
        assertClose(norm, recorded.get("norms").get(step).asDouble());
        Weights now = run.parameters.toWeights();
        for (int k = 0; k < 8; k++) {
          float got = now.get(k < 4 ? "a" : "b").toFloats()[k % 4];
          assertClose(got, recorded.get("steps").get(step).get(k).asDouble());
        }
      }
    }
  }

  private static void assertClose(double got, double expected) {
    assertThat(got).isCloseTo(expected, within(1e-7 * Math.abs(expected)));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aSavedStateGoesOnBitForBit(JsonNode recorded) {
    OptimizerRule rule = RULES.get(recorded.get("name").asText());
    Weights straight;
    Weights half;
    Map<String, HostTensor> state;
    try (Run run = new Run(rule)) {
      for (int step = 0; step < 4; step++) {
        run.step(step, 3);
      }
      half = run.parameters.toWeights();
      state = run.optimizer.state();
      assertThat(run.optimizer.steps()).isEqualTo(4);
      for (int step = 4; step < 8; step++) {
        run.step(step, 3);
      }
      straight = run.parameters.toWeights();
    }
    try (Run run = new Run(rule)) {
      run.parameters.load(half);
      run.optimizer.load(state, 4);
      for (int step = 4; step < 8; step++) {
        run.step(step, 3);
      }
      assertThat(run.parameters.toWeights().bitEquals(straight)).isTrue();
      assertThat(run.optimizer.steps()).isEqualTo(8);
    }
  }

  @Test
  void aStepThatIsNotFiniteIsReportedAndNotTaken() {
    try (Run run = new Run(OptimizerRule.Adam.standard());
        Scope scope = new Scope()) {
      Executable e = run.model.executable("loss");
      for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        run.model.accumulateGradients(
            "loss",
            1,
            e.tensor(scope, Shape.of(4), 1, 2, odd, 4),
            e.tensor(scope, Shape.of(2, 2), 1, 2, 3, 4));
        assertThat(run.optimizer.step(0.1, 1)).isNotFinite();
      }
      assertThat(run.optimizer.steps()).isZero();
      assertThat(run.parameters.toWeights().bitEquals(start())).isTrue();
      // The odd gradients are gone.
      assertThat(run.step(0, 1e9)).isFinite();
    }
  }

  @Test
  void withoutALimitNothingIsClipped() {
    try (Run one = new Run(new OptimizerRule.Sgd(0, false, 0));
        Run other = new Run(new OptimizerRule.Sgd(0, false, 0))) {
      one.step(0, Double.POSITIVE_INFINITY);
      other.step(0, 1e30);
      assertThat(one.parameters.toWeights().bitEquals(other.parameters.toWeights())).isTrue();
      assertThat(one.parameters.toWeights().get("a").toFloats()[0])
          .isEqualTo(0.7f - 0.05f * gradient(0)[0], within(1e-6f));
    }
  }

  @Test
  void aParameterNoGradientReachesStaysWithoutDecay() {
    GraphBuilder g = new GraphBuilder("loss");
    g.parameter("b", 2, 2);
    Network onlyA = g.build(g.sum(g.mul(g.parameter("a", 4), g.input("ga", 4))));
    try (Parameters p = Parameters.of(engine, start(), List.of(onlyA), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, List.of(onlyA));
        Optimizer optimizer = Optimizer.of(p, new OptimizerRule.AdamW(0.9, 0.999, 1e-8, 0.5));
        Scope scope = new Scope()) {
      for (int i = 0; i < 3; i++) {
        model.accumulateGradients(
            "loss", 1, model.executable("loss").tensor(scope, Shape.of(4), 1, 2, 3, 4));
        optimizer.step(0.1, 1);
      }
      assertThat(p.toWeights().get("b").bitEquals(start().get("b"))).isTrue();
      assertThat(p.toWeights().get("a").bitEquals(start().get("a"))).isFalse();
    }
  }

  @Test
  void stateOfSomethingElseIsRefusedAndNothingChanged() {
    try (Run run = new Run(OptimizerRule.Adam.standard())) {
      run.step(0, 1);
      Map<String, HostTensor> state = run.optimizer.state();
      assertThat(state.keySet()).containsExactly("first.a", "first.b", "second.a", "second.b");
      Map<String, HostTensor> odd = new LinkedHashMap<>(state);
      odd.put("first.a", HostTensor.of(Shape.of(4), 9, 9, 9, 9));
      odd.remove("second.b");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.optimizer.load(odd, 7))
          .withMessageContaining("no 'second.b'");
      odd.put("second.b", HostTensor.of(Shape.of(4), 1, 2, 3, 4));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.optimizer.load(odd, 7))
          .withMessageContaining("'second.b' as FLOAT32[4], wanted is FLOAT32[2,2]");
      assertThat(run.optimizer.steps()).isEqualTo(1);
      run.optimizer
          .state()
          .forEach((name, t) -> assertThat(t.bitEquals(state.get(name))).as(name).isTrue());
    }
  }
}
