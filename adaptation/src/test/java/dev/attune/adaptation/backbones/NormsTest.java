package dev.attune.adaptation.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormsTest {
  /** One normalisation of three channels, whose mean is features and logits. */
  private record OneNorm() implements Backbone {
    @Override
    public int classes() {
      return 3;
    }

    @Override
    public int featureWidth() {
      return 3;
    }

    @Override
    public Result build(GraphBuilder g, Value pictures, Norms norms) {
      Value y = norms.batchNorm(g.at("block"), "bn", pictures, 1e-5);
      Value m = g.mean(g.mul(y, y), 2, 3);
      return new Result(m, m);
    }
  }

  private static final Weights WEIGHTS =
      Weights.of(
          Map.of(
              "block.bn.weight", HostTensor.of(Shape.of(3), 1, 2, 0.5f),
              "block.bn.bias", HostTensor.of(Shape.of(3), 0, 0.3f, -1),
              "block.bn.running_mean", HostTensor.of(Shape.of(3), 0.1f, 0.2f, 0.3f),
              "block.bn.running_var", HostTensor.of(Shape.of(3), 1, 0.5f, 2)),
          Map.of());

  private static List<float[]> run(Norms.Form form, Double share) {
    Norms norms = new Norms(form);
    Network network = new OneNorm().network("net", norms);
    assertThat(norms.layers()).containsExactly("block.bn");
    float[] x = new float[2 * 3 * 4];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(i * 1.7);
    }
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p = Parameters.of(engine, WEIGHTS, List.of(network), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, List.of(network));
        Scope scope = new Scope()) {
      Executable e = model.executable("net");
      List<Tensor> in = new ArrayList<>(List.of(e.tensor(scope, Shape.of(2, 3, 2, 2), x)));
      if (share != null) {
        in.add(e.tensor(scope, Shape.of(), share.floatValue()));
      }
      return e.run(scope, in).stream().map(Tensor::toFloats).toList();
    }
  }

  @Test
  void aShareOfNothingIsTheRunningStatistics() {
    assertThat(run(new Norms.Form.Blended(false), 0.0).get(0))
        .containsExactly(run(new Norms.Form.Running(), null).get(0), within(1e-5f));
  }

  @Test
  void aShareOfAllIsTheBatch() {
    assertThat(run(new Norms.Form.Blended(false), 1.0).get(0))
        .containsExactly(run(new Norms.Form.Batch(), null).get(0), within(1e-5f));
  }

  @Test
  void theVarianceIsUnbiasedWhereWanted() {
    float[] biased = run(new Norms.Form.Blended(false), 0.3).get(3);
    float[] unbiased = run(new Norms.Form.Blended(true), 0.3).get(3);
    for (int c = 0; c < 3; c++) {
      assertThat(unbiased[c]).isCloseTo(biased[c] * 8 / 7, within(1e-6f));
    }
  }

  @Test
  void oneObjectRecordsOneNetwork() {
    Norms norms = new Norms(new Norms.Form.Running());
    new OneNorm().network("a", norms);
    assertThatThrownBy(() -> new OneNorm().network("b", norms)).hasMessageContaining("one network");
  }
}
