package dev.attune.adaptation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.TopK;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is refused while a graph is built, and what a finished one tells. */
class GraphBuilderTest {
  private final GraphBuilder g = new GraphBuilder("net");

  @Test
  void aWrongWidthNamesOperatorParameterAndShapes() {
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    g.at("cell").parameter("first.weight", 8, 4, 3, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.at("cell").conv2d("first", x, 8, 3))
        .withMessage(
            "parameter cell.first.weight[8,4,3,3] is asked for again as a trained one of [8,3,3,3]");
    Value wide = g.input("wide", Shape.ANY, 5, Shape.ANY, Shape.ANY);
    Value weight = g.parameter("head.weight", 8, 4, 3, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.node(Conv2d.same(3, 1), wide, weight))
        .withMessage(
            "conv2d: wide must have size 4 on axis 1; operands: wide[?,5,?,?],"
                + " head.weight[8,4,3,3]");
  }

  @Test
  void namesMustBeUniqueAndUsable() {
    g.input("x", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.input("x", 2))
        .withMessageContaining("'x' exists already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.input("a.b", 2))
        .withMessageContaining("'a.b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.input("out1", 2))
        .withMessageContaining("outputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphBuilder("1st"))
        .withMessageContaining("'1st'");
  }

  @Test
  void aParameterIsEitherTrainedOrNotAndOfKnownSizes() {
    g.parameter("p", 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.buffer("p", 2))
        .withMessageContaining("asked for again as a buffer of [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.at("deep").parameter("q", Shape.ANY))
        .withMessageContaining("'deep.q'");
  }

  @Test
  void valuesOfAnotherGraphAreRefused() {
    Value foreign = new GraphBuilder("other").input("x", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.relu(foreign))
        .withMessageContaining("another graph than 'net'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.build(foreign))
        .withMessageContaining("another graph");
    assertThatIllegalArgumentException()
        .isThrownBy(g::build)
        .withMessageContaining("gives nothing back");
  }

  @Test
  void anOperatorOfSeveralResultsNeedsTheCallForSeveral() {
    Value x = g.input("x", 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> g.node(new TopK(1, 0, true), x))
        .withMessageContaining("topK has 2 results");
  }

  @Test
  void aNetworkTellsItsSizesAndRefusesOthers() {
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    Value ids = g.input("ids", new TensorType(ElementType.INT64, Shape.of(2)));
    Network n = g.build(g.conv2d("c", x, 8, 3, 2), ids);
    assertThat(n.outputShapes(List.of(Shape.of(2, 3, 5, 6), Shape.of(2))))
        .containsExactly(Shape.of(2, 8, 3, 3), Shape.of(2));
    assertThat(n.multiplyAccumulates(List.of(Shape.of(2, 3, 5, 6), Shape.of(2))))
        .isEqualTo(2 * 8 * 3 * 3 * 27);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> n.outputShapes(List.of(Shape.of(2, 4, 5, 6), Shape.of(2))))
        .withMessageContaining("input x[?,3,?,?] cannot be [2,4,5,6]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> n.outputShapes(List.of(Shape.of(2, 3, 5, 6))))
        .withMessageContaining("takes 2 inputs, not 1");
    TensorType floats = TensorType.floats(Shape.of(2, 3, 5, 6));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                n.requireInputs(
                    List.of(floats, TensorType.floats(Shape.of(2))), ElementType.FLOAT32))
        .withMessage("network 'net': input 'ids' must be INT64[2], not FLOAT32[2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                n.requireInputs(
                    List.of(floats, new TensorType(ElementType.INT64, Shape.of(2))),
                    ElementType.FLOAT64))
        .withMessageContaining("input 'x' must be FLOAT64");
  }

  @Test
  void buffersAreNotCountedAsTrained() {
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    var how = BatchNorm.of(BatchNorm.Mode.EVALUATION);
    Network n = g.build(g.batchNorm("bn", x, how));
    assertThat(n.parameterTable().keySet())
        .containsExactly("bn.weight", "bn.bias", "bn.running_mean", "bn.running_var");
    assertThat(n.trainableElements()).isEqualTo(6);
  }

  @Test
  void constantsKeepTheirTypeButForFloats() {
    assertThat(g.constant(Engines.integers(Shape.of(1), 1)).type().element())
        .isEqualTo(ElementType.INT64);
    HostTensor precise = Engines.host(ElementType.FLOAT64, Shape.of(), DoubleStream.of(0.1));
    assertThat(g.constant(precise).type().element()).isEqualTo(ElementType.FLOAT32);
  }
}
