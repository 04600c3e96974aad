package dev.attune.deblur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColourChannelsTest {
  private static final int FRAMES = 5;
  private static final int SIDE = 16;
  private static final int PLANE = SIDE * SIDE;
  private static final Estrnn NETWORK = new Estrnn(2, 1, 2, 2, Estrnn.Activation.GELU, false);

  @Test
  void theNetworkDoesTheSameForReversedColours() {
    Random random = new Random(5);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    NETWORK
        .parameterTable()
        .forEach(
            (name, shape) -> {
              float[] values = new float[Math.toIntExact(shape.elements())];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.2 * random.nextGaussian());
              }
              tensors.put(name, HostTensor.of(shape, values));
            });
    Weights weights = Weights.of(tensors, NETWORK.metadata());
    float[] pictures = new float[FRAMES * 3 * PLANE];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = random.nextFloat() - 0.5f;
    }
    float[] expected = run(weights, pictures);
    float[] reversed = run(ColourChannels.reversed(weights), swapped(pictures));
    float[] wanted = swapped(expected);
    for (int i = 0; i < wanted.length; i++) {
      // The colours are added in another order.
      assertThat(reversed[i]).isCloseTo(wanted[i], within(1e-5f * (1 + Math.abs(wanted[i]))));
    }
    assertThat(reversed).isNotEqualTo(expected);
    Weights back = ColourChannels.reversed(ColourChannels.reversed(weights));
    assertThat(back.sha256()).isEqualTo(weights.sha256());
  }

  @Test
  void otherWeightsAreRefused() {
    Weights other = Weights.of(Map.of("a", HostTensor.of(Shape.of(1), 1)), Map.of());
    assertThatThrownBy(() -> ColourChannels.reversed(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cell.F_B0.weight");
  }

  private static float[] run(Weights weights, float[] pictures) {
    try (FrozenModel model =
            FrozenModel.load(NETWORK.window(FRAMES), weights, ComputeSettings.single());
        Scope scope = new Scope()) {
      return model
          .run(scope, List.of(model.tensor(scope, Shape.of(1, FRAMES, 3, SIDE, SIDE), pictures)))
          .get(0)
          .toFloats();
    }
  }

  private static float[] swapped(float[] pictures) {
    float[] out = new float[pictures.length];
    for (int i = 0; i < pictures.length; i++) {
      int frame = i / (3 * PLANE);
      int colour = i / PLANE % 3;
      out[(frame * 3 + 2 - colour) * PLANE + i % PLANE] = pictures[i];
    }
    return out;
  }
}
