package dev.attune.adaptation.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Node;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.Pool2d;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorFormTest {
  /** Everything that is written anew, and beside it what is only copied. */
  private static Network network() {
    GraphBuilder g = new GraphBuilder("mixed");
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    Value s = g.input("s", Shape.ANY, 16, Shape.ANY, Shape.ANY);
    Value wide = g.concat(-3, g.conv2d("first", x, 64, 3), s);
    Value same = g.conv2d("same", wide, 80, 1);
    Value residual = g.add(g.gelu(same), wide);
    Value norm = g.batchNorm("norm", residual, BatchNorm.of(BatchNorm.Mode.EVALUATION));
    Value strided = g.conv2d("strided", norm, 130, 3, Conv2d.same(3, 2), false);
    Value grouped = g.conv2d("grouped", wide, 80, 3, new Conv2d(1, 1, 1, 2), true);
    Value scale = g.constant(HostTensor.of(Shape.of(1), 0.5f));
    List<Value> halves = g.split(g.mul(grouped, scale), 1, 30L, 50L);
    return g.build(
        strided,
        same,
        halves.get(1),
        g.concat(1, s, x),
        g.concat(3, g.conv2d("beside", x, 16, 1), s));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theSameFunctionComesOutOnBothEngines(int threads) {
    Network plain = network();
    Network form = ProcessorForm.of(plain, threads);
    assertThat(form.parameterTable()).isEqualTo(plain.parameterTable());
    assertThat(form.trainableElements()).isEqualTo(plain.trainableElements());
    Weights weights = Engines.weights(plain);
    List<HostTensor> inputs =
        List.of(Engines.random(1, 2, 3, 9, 7), Engines.random(2, 2, 16, 9, 7));
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single())) {
      List<HostTensor> wanted =
          Engines.torch(engine, plain, weights, ElementType.FLOAT64, doubles(inputs));
      check(
          Engines.torch(engine, form, weights, ElementType.FLOAT64, doubles(inputs)),
          wanted,
          1e-12);
      check(Engines.onnx(form, weights, ElementType.FLOAT32, inputs), wanted, 1e-4);
    }
  }

  @Test
  void noThreadIsLeftWithASmallSetOfChannels() {
    assertThat(convolutions(ProcessorForm.of(network(), 2)))
        .containsExactlyInAnyOrder(64L, 64L, 16L, 128L, 2L, 80L, 16L);
    assertThat(convolutions(ProcessorForm.of(network(), 1)))
        .containsExactlyInAnyOrder(64L, 80L, 130L, 80L, 16L);
  }

  @Test
  void onlyInputsThatAreConcatenatedWithFeaturesAreBlocked() {
    Network form = ProcessorForm.of(network(), 1);
    List<Node> pools = form.nodes().stream().filter(n -> n.operator() instanceof Pool2d).toList();
    assertThat(pools).hasSize(1);
    assertThat(pools.get(0).inputs()).containsExactly(form.inputs().get(1));
  }

  private static List<Long> convolutions(Network n) {
    return n.nodes().stream()
        .filter(node -> node.operator() instanceof Conv2d)
        .map(node -> node.results().get(0).shape().dim(1))
        .toList();
  }

  private static List<HostTensor> doubles(List<HostTensor> tensors) {
    return tensors.stream().map(t -> t.as(ElementType.FLOAT64)).toList();
  }

  private static void check(List<HostTensor> actual, List<HostTensor> wanted, double tolerance) {
    assertThat(actual).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(actual.get(i).shape()).isEqualTo(wanted.get(i).shape());
      assertThat(actual.get(i).toDoubles())
          .containsExactly(wanted.get(i).toDoubles(), within(tolerance));
    }
  }
}
