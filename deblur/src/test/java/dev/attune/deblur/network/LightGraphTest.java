package dev.attune.deblur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.blur.TransferCurve;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LightGraphTest {
  private static final int STEPS = 1000;

  @ParameterizedTest
  @EnumSource(TransferCurve.class)
  void theGraphIsTheCurve(TransferCurve curve) {
    GraphBuilder g = new GraphBuilder("light");
    LightGraph light = new LightGraph(g, curve);
    Value x = g.input("x", Shape.ANY);
    Value decoded = light.decode(x);
    float[] values = run(g, g.concat(0, decoded, light.encode(decoded)));
    for (int i = 0; i <= STEPS; i++) {
      double value = (double) i / STEPS;
      assertThat((double) values[i]).isCloseTo(curve.decode(value), within(1e-4));
      // What is darker than the least is as dark.
      assertThat((double) values[STEPS + 1 + i]).isCloseTo(value, within(i < 6 ? 6e-3 : 1e-4));
    }
  }

  private static float[] run(GraphBuilder g, Value out) {
    ByteBuffer input = ByteBuffer.allocateDirect(4 * (STEPS + 1)).order(ByteOrder.nativeOrder());
    for (int i = 0; i <= STEPS; i++) {
      input.putFloat(4 * i, (float) i / STEPS);
    }
    try (FrozenModel model =
            FrozenModel.load(
                g.build(out), Weights.of(Map.of(), Map.of()), ComputeSettings.single());
        Scope scope = new Scope()) {
      return model
          .run(scope, List.of(model.tensor(scope, ElementType.FLOAT32, Shape.of(STEPS + 1), input)))
          .get(0)
          .toFloats();
    }
  }
}
