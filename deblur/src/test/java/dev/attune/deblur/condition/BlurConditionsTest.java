package dev.attune.deblur.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.deblur.condition.BlurConditions.Orientation;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.FlowField;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlurConditionsTest {
  private final BlurConditions conditions = new BlurConditions(ConditionSettings.DEFAULT);

  @Test
  void directionIsThatOfTheMeanFlow() {
    Orientation o = conditions.orientation(flow(4, 6), flow(-2, -2));
    assertThat(o.unitX()[0]).isCloseTo(0.6f, within(1e-6f));
    assertThat(o.unitY()[0]).isCloseTo(0.8f, within(1e-6f));
    assertThat(o.lengthPx()[0]).isCloseTo(5f, within(1e-6f));
  }

  @Test
  void stillOrBrokenFlowGivesADirectionAndNoNaN() {
    for (FlowField f :
        List.of(flow(0, 0), flow(1e-9f, 0), flow(Float.NaN, 1), flow(0, Float.POSITIVE_INFINITY))) {
      Orientation o = conditions.orientation(f, flow(0, 0));
      assertThat(o.unitX()).containsExactly(1, 1);
      assertThat(o.unitY()).containsExactly(0, 0);
      assertThat(o.lengthPx()[0]).isLessThan(1e-6f);
    }
  }

  @Test
  void blurrierPixelsTakeMoreOfTheNeighboursBlur() {
    Orientation o = conditions.orientation(flow(1, 0), flow(-1, 0));
    BlurCondition c = conditions.condition(o, map(2, 8), List.of(map(10, 20), map(30, 40)));
    assertThat(c.magnitudePx()).containsExactly(0.25f * 20 + 10, 1f * 30 + 10);
    assertThat(conditions.condition(o, map(2, 8), List.of()).magnitudePx()).containsExactly(12, 18);
  }

  @Test
  void aMapWithoutBlurLeavesTheOffset() {
    Orientation o = conditions.orientation(flow(1, 0), flow(-1, 0));
    assertThat(conditions.condition(o, map(0, 0), List.of(map(10, 20))).magnitudePx())
        .containsExactly(10, 10);
  }

  @Test
  void onlyFramesWithFourNeighboursThatHaveADirectionTakeOver() {
    List<Integer> with =
        java.util.stream.IntStream.range(0, 9)
            .filter(t -> conditions.hasNeighbours(t, 9))
            .boxed()
            .toList();
    assertThat(with).containsExactly(3, 4, 5);
    assertThat(conditions.hasNeighbours(1, 3)).isFalse();
  }

  @Test
  void networkSeesClippedNormalisedMagnitude() {
    BlurCondition c =
        new BlurCondition(1, 2, new float[] {1, 0}, new float[] {0, 1}, new float[] {41, 500});
    assertThat(c.toNetwork(ConditionSettings.DEFAULT).data())
        .containsExactly(1, 0, 0, 1, 41f / 205, 1);
  }

  @Test
  void sizesMustAgree() {
    FlowField wide = new FlowField(1, 3, new float[3], new float[3]);
    assertThatThrownBy(() -> conditions.orientation(wide, flow(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1x3");
    Orientation o = conditions.orientation(wide, wide);
    assertThatThrownBy(() -> conditions.condition(o, map(0, 0), List.of()))
        .hasMessageContaining("1x3");
  }

  @Test
  void wheelShowsDirectionAsHue() {
    // right is red, left is cyan, no motion is white
    FloatImage condition = new FloatImage(3, 1, 3, new float[] {1, -1, 1, 0, 0, 0, 1, 1, 0});
    FloatImage rgb = ColourWheel.paint(condition, 1);
    assertThat(List.of(rgb.at(0, 0, 0), rgb.at(1, 0, 0), rgb.at(2, 0, 0)))
        .containsExactly(1f, 0f, 0f);
    assertThat(rgb.at(0, 0, 1)).isLessThan(0.2f);
    assertThat(rgb.at(2, 0, 1)).isGreaterThan(0.9f);
    assertThat(List.of(rgb.at(0, 0, 2), rgb.at(1, 0, 2), rgb.at(2, 0, 2)))
        .containsExactly(1f, 1f, 1f);
  }

  private static FlowField flow(float u, float v) {
    return new FlowField(1, 2, new float[] {u, u}, new float[] {v, v});
  }

  private static FloatImage map(float a, float b) {
    return new FloatImage(1, 1, 2, new float[] {a, b});
  }
}
