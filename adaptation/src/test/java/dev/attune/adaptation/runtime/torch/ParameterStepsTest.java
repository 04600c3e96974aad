package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterStepsTest {
  private static final Shape FOUR = Shape.of(4);

  private TorchEngine engine;
  private Parameters moved;
  private Parameters other;
  private TrainableModel model;

  @BeforeEach
  void open() {
    engine = TorchEngine.open(ComputeSettings.single());
    GraphBuilder g = new GraphBuilder("net");
    var x = g.input("x", 4);
    var product = g.mul(g.parameter("w", 4), x);
    Network network = g.build(product, g.mul(product, g.parameter("fixed", 4)));
    moved = Parameters.of(engine, weights(1, 2, 3, 4), List.of(network), ElementType.FLOAT32);
    moved.restrict("w"::equals);
    other = Parameters.of(engine, weights(5, 5, 5, 5), List.of(network), ElementType.FLOAT32);
    model = TrainableModel.load(engine, moved, List.of(network));
  }

  @AfterEach
  void close() {
    model.close();
    moved.close();
    other.close();
    engine.close();
  }

  private static Weights weights(float... w) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    out.put("w", HostTensor.of(FOUR, w));
    out.put("fixed", HostTensor.of(FOUR, 1, 1, 2, 2));
    return Weights.of(out, Map.of());
  }

  private float[] now() {
    return moved.toWeights().get("w").toFloats();
  }

  private static void assertNear(float[] found, double... wanted) {
    assertThat(found).hasSize(wanted.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo((float) wanted[i], within(1e-5f));
    }
  }

  private Tensor tensor(Scope scope, float... v) {
    ByteBuffer b = ByteBuffer.allocateDirect(4 * v.length).order(ByteOrder.nativeOrder());
    b.asFloatBuffer().put(v);
    return model.tensor(scope, ElementType.FLOAT32, Shape.of(v.length), b);
  }

  /** Gathers the gradient (1, -2, 3, 0) of w. */
  private void gather() {
    try (Scope scope = new Scope()) {
      List<Tensor> y = model.record("net", scope, List.of(tensor(scope, 1, 1, 1, 1)));
      model.backward(List.of(y.get(0)), List.of(tensor(scope, 1, -2, 3, 0)));
    }
  }

  @Test
  void seedsAreLedBackThroughAllOutputsTogether() {
    try (Scope scope = new Scope()) {
      List<Tensor> y = model.record("net", scope, List.of(tensor(scope, 2, 3, 4, 5)));
      model.backward(y, List.of(tensor(scope, 1, 0, 1, 0), tensor(scope, 0, 1, 1, 0)));
    }
    assertNear(moved.gradients().get("w").toFloats(), 2, 3, 4 + 8, 0);
    assertThat(moved.gradients()).containsOnlyKeys("w");
  }

  @Test
  void weightsAreMixedAndCopied() {
    ParameterSteps.blend(moved, other, 0.25);
    assertNear(now(), 2, 2.75, 3.5, 4.25);
    ParameterSteps.keep(moved, other);
    assertThat(other.toWeights().get("w").bitEquals(moved.toWeights().get("w"))).isTrue();
    moved.load(weights(9, 9, 9, 9));
    ParameterSteps.copy(moved, other);
    assertNear(now(), 2, 2.75, 3.5, 4.25);
    assertThat(ParameterSteps.distance(moved, other)).isZero();
  }

  @Test
  void distancesAreEuclidean() {
    assertThat(ParameterSteps.distance(moved, other))
        .isCloseTo(Math.sqrt(16 + 9 + 4 + 1), within(1e-5));
    assertThat(ParameterSteps.length(moved, other)).isCloseTo(10, within(1e-5));
  }

  @Test
  void pullsAreGradientsOfTheirPenalty() {
    gather();
    ParameterSteps.pull(moved, other, moved, 0.5);
    // 0.5 * strength * (p - centre), the strength being w itself
    assertNear(moved.gradients().get("w").toFloats(), 1 - 2, -2 - 3, 3 - 3, -2);
  }

  @Test
  void theAscentHasItsLength() {
    gather();
    double norm = ParameterSteps.climb(moved, 0.7, 1e-12);
    assertThat(norm).isCloseTo(Math.sqrt(14), within(1e-5));
    double s = 0.7 / Math.sqrt(14);
    assertNear(now(), 1 + s, 2 - 2 * s, 3 + 3 * s, 4);
    assertNear(moved.gradients().get("w").toFloats(), 0, 0, 0, 0);
  }

  @Test
  void masksAndSmallGradientsBringScalarsBack() {
    ByteBuffer mask = ByteBuffer.allocateDirect(4).put(new byte[] {0, 1, 0, 1}).flip();
    ParameterSteps.put(moved, other, Map.of("w", HostTensor.wrap(ElementType.UINT8, FOUR, mask)));
    assertNear(now(), 1, 5, 3, 5);
    moved.load(weights(1, 2, 3, 4));
    gather();
    try (ParameterSteps.Kept kept = ParameterSteps.keepGradients(moved)) {
      moved.clearGradients();
      // squares 0, 1, 4, 9: the quantile 0.5 lies at 2.5, below it are those of 0 and 1
      assertThat(ParameterSteps.putLeast(moved, other, kept, 0.5)).isCloseTo(2.5, within(1e-6));
    }
    assertNear(now(), 5, 2, 3, 5);
  }

  @Test
  void anOptimiserStartsAgain() {
    try (Optimizer optimizer = Optimizer.of(moved, OptimizerRule.Adam.standard())) {
      gather();
      optimizer.step(0.1, Double.POSITIVE_INFINITY);
      float[] once = now();
      gather();
      optimizer.step(0.1, Double.POSITIVE_INFINITY);
      optimizer.reset();
      assertThat(optimizer.steps()).isZero();
      moved.load(weights(1, 2, 3, 4));
      gather();
      optimizer.step(0.1, Double.POSITIVE_INFINITY);
      assertThat(now()).containsExactly(once, within(1e-6f));
    }
  }

  @Test
  void buffersAreMoved() {
    try (Scope scope = new Scope()) {
      Buffers.blend(moved, List.of("fixed"), List.of(tensor(scope, 3, 3, 3, 3)), 0.5);
    }
    assertNear(moved.toWeights().get("fixed").toFloats(), 2, 2, 2.5, 2.5);
  }

  @Test
  void otherNamesAreRefused() {
    GraphBuilder g = new GraphBuilder("b");
    Network network = g.build(g.mul(g.parameter("v", 4), g.input("x", 4)));
    Weights v = Weights.of(Map.of("v", HostTensor.of(FOUR, 1, 1, 1, 1)), Map.of());
    try (Parameters strange = Parameters.of(engine, v, List.of(network), ElementType.FLOAT32)) {
      assertThatThrownBy(() -> ParameterSteps.copy(moved, strange)).hasMessageContaining("'w'");
    }
  }
}
