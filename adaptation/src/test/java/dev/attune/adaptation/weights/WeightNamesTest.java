package dev.attune.adaptation.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightNamesTest {
  @Test
  void theLongestKnownPrefixOfAllNamesGoes() {
    assertThat(names(WeightNames.stripKnownPrefix(named("module.model.a.w", "module.model.b.w"))))
        .containsExactly("a.w", "b.w");
    assertThat(names(WeightNames.stripKnownPrefix(named("module.model.a.w", "module.b.w"))))
        .containsExactly("model.a.w", "b.w");
    assertThat(names(WeightNames.stripKnownPrefix(named("module.a", "b"))))
        .containsExactly("module.a", "b");
    assertThat(names(WeightNames.stripKnownPrefix(named("module.")))).containsExactly("module.");
    assertThat(names(WeightNames.stripKnownPrefix(named()))).isEmpty();
  }

  @Test
  void namesWithoutThePrefixStay() {
    assertThat(names(WeightNames.stripPrefix(named("betas", "model.module.w"), "model.module.")))
        .containsExactly("betas", "w");
    assertThatThrownBy(() -> WeightNames.stripPrefix(named("a", "b"), "module."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'module.'");
    assertThatThrownBy(() -> WeightNames.stripPrefix(named("a", "module.a"), "module."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  @Test
  void fitChoosesThePrefixUnderWhichMostNamesAreFound() {
    Weights mixed = named("betas", "model.module.a", "model.module.b");
    assertThat(names(WeightNames.fit(mixed, List.of("a", "b", "c"))))
        .containsExactly("betas", "a", "b");
    assertThat(WeightNames.fit(mixed, List.of("betas", "model.module.a"))).isSameAs(mixed);
    assertThat(WeightNames.fit(mixed, List.of("other"))).isSameAs(mixed);
  }

  @Test
  void selectKeepsOrderAndMetadata() {
    Weights w = named("c", "a", "b").withMetadata(Map.of("k", "v"));
    Weights selected = WeightNames.select(w, n -> !n.equals("a"));
    assertThat(names(selected)).containsExactly("c", "b");
    assertThat(selected.metadata()).containsEntry("k", "v");
  }

  static Weights named(String... names) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, HostTensor.of(Shape.of(1), 1));
    }
    return Weights.of(tensors, Map.of());
  }

  private static List<String> names(Weights weights) {
    return List.copyOf(weights.tensors().keySet());
  }
}
