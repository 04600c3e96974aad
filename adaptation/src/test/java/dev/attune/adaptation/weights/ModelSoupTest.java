package dev.attune.adaptation.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSoupTest {
  private static Weights model(float a, float b) {
    return Weights.of(Map.of("w", HostTensor.of(Shape.of(2), a, b)), Map.of());
  }

  @Test
  void allCountAlike() {
    Weights mean = ModelSoup.uniform(List.of(model(1, 2), model(3, 0), model(2, 7)));
    assertThat(mean.get("w").toFloats()).containsExactly(new float[] {2, 3}, within(1e-6f));
    assertThatThrownBy(() -> ModelSoup.uniform(List.of())).hasMessageContaining("no models");
  }

  @Test
  void whatMakesItWorseIsLeftOut() {
    Weights soup =
        ModelSoup.greedy(
            List.of(model(9, 0), model(1, 0), model(-1.2f, 0)),
            w -> -Math.abs(w.get("w").toFloats()[0]));
    assertThat(soup.get("w").toFloats()[0]).isCloseTo(-0.1f, within(1e-6f));
  }
}
