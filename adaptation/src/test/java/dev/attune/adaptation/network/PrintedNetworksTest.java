package dev.attune.adaptation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.op.Cast;
import dev.attune.adaptation.network.op.Compare;
import dev.attune.adaptation.network.op.IndexSelect;
import dev.attune.adaptation.network.op.TopK;
import dev.attune.adaptation.network.op.Where;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is not of one operator: constants, odd outputs, unused and oddly named values. */
class PrintedNetworksTest {
  private static TorchEngine engine;

  @BeforeAll
  static void open() {
    engine = TorchEngine.open(ComputeSettings.single());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  /** Results of libtorch, after a look whether ONNX Runtime gives the same. */
  private static List<HostTensor> both(Network network, Weights weights, HostTensor... inputs) {
    List<HostTensor> in = List.of(inputs);
    List<HostTensor> torch = Engines.torch(engine, network, weights, ElementType.FLOAT32, in);
    List<HostTensor> onnx = Engines.onnx(network, weights, ElementType.FLOAT32, in);
    assertThat(onnx).hasSameSizeAs(torch);
    for (int i = 0; i < torch.size(); i++) {
      assertThat(onnx.get(i).type()).isEqualTo(torch.get(i).type());
      assertThat(onnx.get(i).shape()).isEqualTo(torch.get(i).shape());
      assertThat(onnx.get(i).toDoubles()).containsExactly(torch.get(i).toDoubles(), within(1e-6));
    }
    return torch;
  }

  @Test
  void constantsOfAllKinds() {
    GraphBuilder g = new GraphBuilder("constants");
    Value x = g.input("x", Shape.ANY, 3);
    Value row = g.constant(HostTensor.of(Shape.of(3), 1, 2, 3));
    Value half = g.constant(HostTensor.of(Shape.of(), 0.5f));
    Value ids = g.constant(Engines.integers(Shape.of(2), 2, 0));
    Value mask = g.constant(Engines.host(ElementType.BOOL, Shape.of(3), DoubleStream.of(1, 0, 1)));
    Value picked = g.node(new IndexSelect(1), g.mul(x, row), ids);
    Value masked = g.node(new Where(), mask, x, g.mul(row, half));
    List<HostTensor> out =
        both(
            g.build(picked, masked, row),
            Weights.of(Map.of(), Map.of()),
            HostTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    assertThat(out.get(0).toFloats()).containsExactly(9, 1, 18, 4);
    assertThat(out.get(1).toFloats()).containsExactly(1, 1, 3, 4, 1, 6);
    assertThat(out.get(2).toFloats()).containsExactly(1, 2, 3);
  }

  @Test
  void constantsAndCastsFollowThePrecisionOfTheRun() {
    GraphBuilder g = new GraphBuilder("precise");
    Value ids = g.input("ids", new TensorType(ElementType.INT64, Shape.of(2)));
    double third = 1.0 / 3;
    Value c = g.constant(Engines.host(ElementType.FLOAT64, Shape.of(), DoubleStream.of(third)));
    Network n = g.build(g.mul(g.node(new Cast(ElementType.FLOAT32), ids), c));
    Weights none = Weights.of(Map.of(), Map.of());
    List<HostTensor> in = List.of(Engines.integers(Shape.of(2), 1, 3));
    for (List<HostTensor> out :
        List.of(
            Engines.torch(engine, n, none, ElementType.FLOAT64, in),
            Engines.onnx(n, none, ElementType.FLOAT64, in))) {
      assertThat(out.get(0).type()).isEqualTo(ElementType.FLOAT64);
      assertThat(out.get(0).toDoubles()).containsExactly(third, 1);
    }
    assertThat(both(n, none, in.get(0)).get(0).type()).isEqualTo(ElementType.FLOAT32);
  }

  @Test
  void outputsMayBeInputsParametersAndTwiceTheSame() {
    GraphBuilder g = new GraphBuilder("odd");
    Value x = g.input("x", 2);
    Value p = g.parameter("scale", 2);
    Value y = g.mul(x, p);
    Weights w = Weights.of(Map.of("scale", HostTensor.of(Shape.of(2), 3, 4)), Map.of());
    List<HostTensor> out = both(g.build(x, y, y, p, x), w, HostTensor.of(Shape.of(2), 1, 2));
    assertThat(out.get(0).toFloats()).containsExactly(1, 2);
    assertThat(out.get(1).toFloats()).containsExactly(3, 8);
    assertThat(out.get(2).toFloats()).containsExactly(3, 8);
    assertThat(out.get(3).toFloats()).containsExactly(3, 4);
    assertThat(out.get(4).toFloats()).containsExactly(1, 2);
  }

  @Test
  void valuesNobodyReadsDoNoHarm() {
    GraphBuilder g = new GraphBuilder("unused");
    Value x = g.input("x", 2);
    g.input("ignored", Shape.ANY, 3);
    g.parameter("forgotten", 5);
    g.constant(HostTensor.of(Shape.of(1), 7));
    g.relu(x);
    Network n = g.build(g.scale(x, 2, 1));
    List<HostTensor> out =
        both(
            n,
            Engines.weights(n),
            HostTensor.of(Shape.of(2), 1, -2),
            HostTensor.of(Shape.of(1, 3), 1, 2, 3));
    assertThat(out.get(0).toFloats()).containsExactly(3, -3);
  }

  @Test
  void inputsMayBeNamedLikeAnythingElse() {
    GraphBuilder g = new GraphBuilder("training");
    Value sum = null;
    List<String> names = List.of("p", "self", "v1", "t0", "in", "def", "torch", "i1", "None");
    for (String name : names) {
      Value v = g.input(name, 1);
      sum = sum == null ? v : g.add(g.scale(sum, 2, 0), v);
    }
    Value weight = g.parameter("v2", 1);
    HostTensor one = HostTensor.of(Shape.of(1), 1);
    List<HostTensor> out =
        both(
            g.build(g.mul(sum, weight)),
            Weights.of(Map.of("v2", one), Map.of()),
            names.stream().map(n -> one).toArray(HostTensor[]::new));
    assertThat(out.get(0).toFloats()).containsExactly((1 << names.size()) - 1);
  }

  @Test
  void networksWithoutInputsGiveWhatTheyHold() {
    GraphBuilder g = new GraphBuilder("closed");
    Network n = g.build(g.scale(g.parameter("p", 2), 10, 0));
    Weights w = Weights.of(Map.of("p", HostTensor.of(Shape.of(2), 1, 2)), Map.of());
    assertThat(both(n, w).get(0).toFloats()).containsExactly(10, 20);
  }

  @Test
  void resultsOfAnyElementTypeComeOut() {
    GraphBuilder g = new GraphBuilder("types");
    Value x = g.input("x", Shape.ANY);
    List<Value> top = g.nodes(new TopK(2, 0, true), List.of(x));
    Value zero = g.constant(HostTensor.of(Shape.of(), 0));
    Value positive = g.node(Compare.GREATER, x, zero);
    Value bytes = g.node(new Cast(ElementType.UINT8), positive);
    List<HostTensor> out =
        both(
            g.build(top.get(1), positive, bytes, top.get(0)),
            Weights.of(Map.of(), Map.of()),
            HostTensor.of(Shape.of(4), -1, 5, 2, -3));
    assertThat(out.get(0).type()).isEqualTo(ElementType.INT64);
    assertThat(out.get(0).toDoubles()).containsExactly(1, 2);
    assertThat(out.get(1).type()).isEqualTo(ElementType.BOOL);
    assertThat(out.get(1).toDoubles()).containsExactly(0, 1, 1, 0);
    assertThat(out.get(2).type()).isEqualTo(ElementType.UINT8);
    assertThat(out.get(3).toFloats()).containsExactly(5, 2);
  }

  @Test
  void oneParameterUsedTwiceIsOne() {
    GraphBuilder g = new GraphBuilder("shared");
    Value x = g.input("x", Shape.ANY, 2);
    Value once = g.at("step").linear("map", x, 2);
    Network n = g.build(g.at("step").linear("map", once, 2));
    assertThat(n.parameterTable())
        .containsExactly(
            Map.entry("step.map.weight", Shape.of(2, 2)), Map.entry("step.map.bias", Shape.of(2)));
    assertThat(n.trainableElements()).isEqualTo(6);
    Weights w =
        Weights.of(
            Map.of(
                "step.map.weight",
                HostTensor.of(Shape.of(2, 2), 0, 1, 2, 0),
                "step.map.bias",
                HostTensor.of(Shape.of(2), 0, 1)),
            Map.of());
    assertThat(both(n, w, HostTensor.of(Shape.of(1, 2), 3, 4)).get(0).toFloats())
        .containsExactly(7, 9);
  }

  @Test
  void resultsLieInCOrderWhateverMadeThem() {
    GraphBuilder g = new GraphBuilder("strides");
    Value x = g.input("x", 2, 3);
    List<HostTensor> out =
        both(
            g.build(g.permute(x, 1, 0), g.select(x, 1, 1)),
            Weights.of(Map.of(), Map.of()),
            HostTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    assertThat(out.get(0).toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(out.get(1).toFloats()).containsExactly(2, 5);
  }
}
