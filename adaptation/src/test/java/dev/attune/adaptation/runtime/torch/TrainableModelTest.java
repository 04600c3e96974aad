package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.SmallNetworks;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainableModelTest {
  private static final List<Network> NETWORKS = List.of(SmallNetworks.cell(), SmallNetworks.loss());

  private final Weights weights = Engines.weights(NETWORKS.get(0));
  private TorchEngine engine;

  @BeforeEach
  void open() {
    engine = TorchEngine.open(ComputeSettings.single());
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(engine.liveTensors()).isZero();
    engine.close();
  }

  private static Tensor[] inputs(TrainableModel model, Scope scope) {
    Executable e = model.executable("loss");
    return new Tensor[] {
      Engines.upload(e, scope, Engines.random(1, 2, 3, 5, 6)),
      Engines.upload(e, scope, Engines.random(2, 2, 4, 5, 6)),
      Engines.upload(e, scope, Engines.random(3, 2, 3, 5, 6))
    };
  }

  @Test
  void gradientsOfSeveralCallsAddUpByTheirWeights() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        Scope scope = new Scope()) {
      Tensor[] in = inputs(model, scope);
      assertThat(p.gradients()).isEmpty();
      double loss = model.accumulateGradients("loss", 1, in);
      Map<String, HostTensor> once = p.gradients();
      assertThat(once.keySet()).containsExactlyElementsOf(weights.tensors().keySet());
      p.clearGradients();
      assertThat(p.gradients().get("cell.bias").toFloats()).containsOnly(0);
      assertThat(model.accumulateGradients("loss", 0.25, in)).isEqualTo(loss);
      model.accumulateGradients("loss", 0.75, in);
      once.forEach(
          (name, g) ->
              assertThat(p.gradients().get(name).toDoubles())
                  .containsExactly(g.toDoubles(), within(1e-6)));
    }
  }

  @Test
  void inputGradientsLeaveInputsAndParametersAsTheyWere() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        Scope scope = new Scope()) {
      Tensor[] in = inputs(model, scope);
      List<Tensor> first = model.inputGradients("loss", scope, List.of(in));
      assertThat(first).hasSize(3);
      assertThat(first.get(1).shape()).isEqualTo(in[1].shape());
      List<Tensor> second = model.inputGradients("loss", scope, List.of(in));
      for (int i = 0; i < 3; i++) {
        assertThat(second.get(i).toFloats()).containsExactly(first.get(i).toFloats());
      }
      assertThat(p.gradients()).isEmpty();
    }
  }

  @Test
  void integerInputsHaveNoGradientAndUnusedOnesHaveZeros() {
    GraphBuilder g = new GraphBuilder("loss");
    Value ids = g.input("ids", new TensorType(ElementType.INT64, Shape.of(2)));
    Value x = g.input("x", 2, 3);
    g.input("unused", 4);
    Network n = g.build(g.mean(g.mul(g.embedding("table", ids, 5, 3), x)));
    Weights w = Engines.weights(n);
    try (Parameters p = Parameters.of(engine, w, List.of(n), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, List.of(n));
        Scope scope = new Scope()) {
      Executable e = model.executable("loss");
      List<Tensor> gradients =
          model.inputGradients(
              "loss",
              scope,
              List.of(
                  Engines.upload(e, scope, Engines.integers(Shape.of(2), 4, 1)),
                  e.tensor(scope, Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
                  e.tensor(scope, Shape.of(4), 1, 2, 3, 4)));
      assertThat(gradients).hasSize(2);
      float[] table = w.get("table.weight").toFloats();
      assertThat(gradients.get(0).toFloats()[0]).isEqualTo(table[12] / 6, within(1e-7f));
      assertThat(gradients.get(1).toFloats()).containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  void onlyAScalarIsALoss() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        Scope scope = new Scope()) {
      Tensor[] in = inputs(model, scope);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.accumulateGradients("cell", 1, in[0], in[1]))
          .withMessageContaining("first output of network 'cell' is FLOAT32[2,4,5,6]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.accumulateGradients("los", 1, in))
          .withMessage("no network 'los' in this model, there are [cell, loss]");
    }
  }

  @Test
  void wrongInputsAreNamed() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        FrozenModel other = FrozenModel.load(NETWORKS.get(0), weights, ComputeSettings.single());
        Scope scope = new Scope()) {
      Executable cell = model.executable("cell");
      Tensor x = cell.tensor(scope, Shape.of(1, 3, 2, 2), new float[12]);
      Tensor small = cell.tensor(scope, Shape.of(1, 4, 1, 2), new float[8]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cell.run(scope, List.of(x)))
          .withMessageContaining("takes 2 inputs, not 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cell.run(scope, List.of(small, x)))
          .withMessageContaining("input 'x' must be FLOAT32[?,3,?,?], not FLOAT32[1,4,1,2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cell.run(scope, List.of(x, small)))
          .withMessageContaining("concat: s must have size 2 on axis 2");
      Tensor foreign = other.tensor(scope, Shape.of(1, 4, 2, 2), new float[16]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cell.run(scope, List.of(x, foreign)))
          .withMessageContaining("another engine");
      Tensor own = cell.tensor(scope, Shape.of(1, 4, 2, 2), new float[16]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.run(scope, List.of(foreign, own)))
          .withMessageContaining("another engine");
    }
  }

  @Test
  void wrongWeightsAreNamed() {
    Map<String, HostTensor> odd = new LinkedHashMap<>(weights.tensors());
    odd.put("out.bias", HostTensor.of(Shape.of(2), 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Parameters.of(engine, Weights.of(odd, Map.of()), NETWORKS, ElementType.FLOAT32))
        .withMessage("weight 'out.bias' has shape [2], the network wants [3]");
    odd.remove("out.bias");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Parameters.of(engine, Weights.of(odd, Map.of()), NETWORKS, ElementType.FLOAT32))
        .withMessageContaining("no tensor 'out.bias'");
    try (Parameters p =
        Parameters.of(engine, weights, NETWORKS.subList(0, 1), ElementType.FLOAT32)) {
      GraphBuilder g = new GraphBuilder("more");
      Network more = g.build(g.parameter("extra", 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrainableModel.load(engine, p, List.of(more)))
          .withMessageContaining("no parameter 'extra'");
    }
  }

  @Test
  void twoNetworksOfOneNameAreRefusedAndNothingStaysBehind() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32)) {
      long before = engine.liveTensors();
      assertThatThrownBy(
              () ->
                  TrainableModel.load(
                      engine, p, List.of(SmallNetworks.loss(), SmallNetworks.loss())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'loss'");
      assertThat(engine.liveTensors()).isEqualTo(before);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
    TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
    Optimizer optimizer = Optimizer.of(p, OptimizerRule.Adam.standard());
    long others = engine.liveTensors();
    for (int i = 0; i < 2; i++) {
      model.close();
      // One constant in each of the two networks.
      assertThat(engine.liveTensors()).isEqualTo(others - 2);
    }
    for (int i = 0; i < 2; i++) {
      optimizer.close();
      p.close();
      assertThat(engine.liveTensors()).isZero();
    }
  }

  @Test
  void aFailedLoadOverwritesNothing() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32)) {
      Map<String, HostTensor> odd = new LinkedHashMap<>();
      weights
          .tensors()
          .forEach(
              (name, t) ->
                  odd.put(name, HostTensor.of(t.shape(), new float[(int) t.shape().elements()])));
      odd.put("out.bias", HostTensor.of(Shape.of(2), 1, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> p.load(Weights.of(odd, Map.of())))
          .withMessageContaining("'out.bias' has shape [2]");
      assertThat(p.toWeights().bitEquals(weights)).isTrue();
    }
  }

  @Test
  void weightsKeepOrderMetadataAndWhatNoNetworkReads() {
    Map<String, HostTensor> more = new LinkedHashMap<>();
    more.put("zero", HostTensor.of(Shape.of(1), 7));
    more.putAll(weights.tensors());
    Weights source = Weights.of(more, Map.of("licence", "test"));
    try (Parameters p = Parameters.of(engine, source, NETWORKS, ElementType.FLOAT32)) {
      Weights back = p.toWeights();
      assertThat(back.bitEquals(source)).isTrue();
      assertThat(back.metadata()).isEqualTo(source.metadata());
      assertThat(p.trainable()).containsExactlyInAnyOrderElementsOf(weights.tensors().keySet());
    }
  }

  @Test
  void onlyChosenParametersMove() {
    try (Parameters p = Parameters.of(engine, weights, NETWORKS, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, NETWORKS);
        Scope scope = new Scope()) {
      p.restrict(name -> name.startsWith("out."));
      try (Optimizer optimizer = Optimizer.of(p, OptimizerRule.Adam.standard())) {
        assertThatIllegalStateException()
            .isThrownBy(() -> optimizer.step(0.1, 1))
            .withMessageContaining("no gradients");
        model.accumulateGradients("loss", 1, inputs(model, scope));
        assertThat(p.gradients().keySet()).containsExactly("out.weight", "out.bias");
        optimizer.step(0.1, Double.POSITIVE_INFINITY);
      }
      Weights now = p.toWeights();
      assertThat(now.get("cell.weight").bitEquals(weights.get("cell.weight"))).isTrue();
      assertThat(now.get("out.bias").bitEquals(weights.get("out.bias"))).isFalse();
    }
  }

  @Test
  void runningStatisticsMoveOnlyWhileTraining() {
    for (BatchNorm.Mode mode : BatchNorm.Mode.values()) {
      GraphBuilder g = new GraphBuilder("loss");
      Value x = g.input("x", Shape.ANY, 1, Shape.ANY);
      Value y = g.batchNorm("bn", x, BatchNorm.of(mode));
      Network n = g.build(g.mean(g.mul(y, y)), y);
      Map<String, HostTensor> start = new LinkedHashMap<>();
      start.put("bn.weight", HostTensor.of(Shape.of(1), 1));
      start.put("bn.bias", HostTensor.of(Shape.of(1), 0));
      start.put("bn.running_mean", HostTensor.of(Shape.of(1), 10));
      start.put("bn.running_var", HostTensor.of(Shape.of(1), 4));
      Weights source = Weights.of(start, Map.of());
      try (Parameters p = Parameters.of(engine, source, List.of(n), ElementType.FLOAT32);
          TrainableModel model = TrainableModel.load(engine, p, List.of(n));
          Optimizer optimizer = Optimizer.of(p, OptimizerRule.Adam.standard());
          Scope scope = new Scope()) {
        assertThat(p.trainable()).containsExactlyInAnyOrder("bn.weight", "bn.bias");
        Executable e = model.executable("loss");
        Tensor in = e.tensor(scope, Shape.of(2, 1, 2), 1, 3, 5, 7);
        float[] y0 = e.run(scope, List.of(in)).get(1).toFloats();
        boolean batch = mode != BatchNorm.Mode.EVALUATION;
        // Mean 4 and variance 5 of the batch, 20 / 3 without bias.
        assertThat(y0[0]).isEqualTo(batch ? -3 / (float) Math.sqrt(5) : -4.5f, within(1e-4f));
        model.accumulateGradients("loss", 1, in);
        optimizer.step(0.01, 1);
        Weights after = p.toWeights();
        boolean moved = mode == BatchNorm.Mode.TRAINING;
        // Two runs, each takes a tenth of the batch.
        assertThat(after.get("bn.running_mean").toFloats()[0])
            .isEqualTo(moved ? 8.86f : 10f, within(1e-5f));
        assertThat(after.get("bn.running_var").toFloats()[0])
            .isEqualTo(moved ? 4 * 0.81f + 0.19f * 20 / 3 : 4f, within(1e-5f));
        assertThat(after.get("bn.weight").bitEquals(source.get("bn.weight"))).isFalse();
      }
    }
  }

  @Test
  void aCardThatIsNotThereIsNamedWithWhatIsMissing() {
    ComputeSettings cuda = new ComputeSettings(Device.parse("cuda:3"), 1);
    assertThatThrownBy(() -> TorchEngine.open(cuda))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device cuda:3")
        .hasMessageContaining("NVIDIA driver")
        .hasMessageContaining("PYTORCH_FLAVOR=cu128")
        .hasMessageContaining("--device cpu");
  }
}
