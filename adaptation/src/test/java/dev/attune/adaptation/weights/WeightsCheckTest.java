package dev.attune.adaptation.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsCheckTest {
  private static final Map<String, Shape> TABLE = table();

  @Test
  void fittingWeightsComeBackInTheOrderOfTheTable() {
    Weights weights =
        Weights.of(
            ordered("b", tensor(3), "c", tensor(4, 4), "a", tensor(2)), Map.of("licence", "MIT"));
    Weights checked = WeightsCheck.require(weights, TABLE, "w.pth", "ESTRNN");
    assertThat(checked.tensors().keySet()).containsExactly("a", "b", "c");
    assertThat(checked.metadata()).containsEntry("licence", "MIT");
  }

  @Test
  void oneMessageNamesEverything() {
    WeightsException e =
        failure(Weights.of(ordered("a", tensor(2), "b", tensor(4), "z", tensor(1)), Map.of()));
    assertThat(e.kind()).isEqualTo(Kind.MISMATCH);
    assertThat(e.file()).isEqualTo("w.pth");
    assertThat(e.getMessage())
        .contains("w.pth: these are not the weights of ESTRNN")
        .contains("1 missing (c[?,4])")
        .contains("1 unexpected (z)")
        .contains("1 of another shape (b is [4] instead of [3])")
        .contains("expected 3 tensors");
  }

  @Test
  void longListsAreCutAtTen() {
    Map<String, HostTensor> many = new LinkedHashMap<>();
    for (int i = 0; i < 25; i++) {
      many.put("layer" + i, tensor(1));
    }
    assertThat(failure(Weights.of(many, Map.of())).getMessage())
        .contains("25 unexpected (layer0, ")
        .contains("layer9, and 15 more)")
        .doesNotContain("layer10");
  }

  @Test
  void aGuessIsMade() {
    assertThat(failure(Weights.of(ordered("x", tensor(1)), Map.of())))
        .hasMessageContaining("another network");
    assertThat(
            failure(
                Weights.of(ordered("a", tensor(2), "b", tensor(9), "c", tensor(4, 4)), Map.of())))
        .hasMessageContaining("another configuration");
    assertThat(
            failure(
                Weights.of(
                    ordered("module.a", tensor(2), "module.b", tensor(3), "module.c", tensor(1, 4)),
                    Map.of())))
        .hasMessageContaining("prefix");
  }

  private static WeightsException failure(Weights weights) {
    return catchThrowableOfType(
        WeightsException.class, () -> WeightsCheck.require(weights, TABLE, "w.pth", "ESTRNN"));
  }

  private static Map<String, Shape> table() {
    Map<String, Shape> table = new LinkedHashMap<>();
    table.put("a", Shape.of(2));
    table.put("b", Shape.of(3));
    table.put("c", Shape.of(Shape.ANY, 4));
    return table;
  }

  private static HostTensor tensor(long... dims) {
    Shape shape = Shape.of(dims);
    return HostTensor.of(shape, new float[(int) shape.elements()]);
  }

  private static Map<String, HostTensor> ordered(Object... namesAndTensors) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      out.put((String) namesAndTensors[i], (HostTensor) namesAndTensors[i + 1]);
    }
    return out;
  }
}
