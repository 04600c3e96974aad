package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Immutable weights stay what they are whatever is done on the device. */
class ParametersMemoryTest {
  private static final Shape SHAPE = Shape.of(3);

  private static Network squares() {
    GraphBuilder g = new GraphBuilder("loss");
    Value p = g.parameter("w", 3);
    Value x = g.input("x", 3);
    Value d = g.sub(p, x);
    return g.build(g.mean(g.mul(d, d)));
  }

  private static Weights weights(float... values) {
    return Weights.of(Map.of("w", HostTensor.of(SHAPE, values)), Map.of());
  }

  @Test
  void trainingLeavesTheWeightsItStartedFromAsTheyWere() {
    Weights source = weights(1, 2, 3);
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters parameters =
            Parameters.of(engine, source, List.of(squares()), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, List.of(squares()));
        Optimizer optimizer = Optimizer.of(parameters, OptimizerRule.Adam.standard());
        Scope scope = new Scope()) {
      Tensor x = model.executable("loss").tensor(scope, SHAPE, 0, 0, 0);
      model.accumulateGradients("loss", 1, x);
      optimizer.step(0.1, 1e9);
      assertThat(parameters.toWeights().get("w").toFloats()[0]).isLessThan(0.95f);
      assertThat(source.get("w").toFloats()).containsExactly(1, 2, 3);

      Weights snapshot = weights(4, 5, 6);
      parameters.load(snapshot);
      assertThat(parameters.toWeights().get("w").toFloats()).containsExactly(4, 5, 6);
      Map<String, HostTensor> state = optimizer.state();
      float[] before = state.get("first.w").toFloats();
      optimizer.load(state, optimizer.steps());
      model.accumulateGradients("loss", 1, x);
      optimizer.step(0.1, 1e9);
      assertThat(snapshot.get("w").toFloats()).containsExactly(4, 5, 6);
      assertThat(state.get("first.w").toFloats()).containsExactly(before);
    }
  }

  @Test
  void tensorsAreCopiesOfTheBufferTheyAreMadeFrom() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Scope scope = new Scope()) {
      ByteBuffer data = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
      data.asFloatBuffer().put(new float[] {9, 1, 2, 3});
      Tensor t = scope.own(engine.upload(ElementType.FLOAT32, SHAPE, data.duplicate().position(4)));
      data.putFloat(4, 100);
      assertThat(t.toFloats()).containsExactly(1, 2, 3);
    }
  }
}
