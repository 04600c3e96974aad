package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeanTeacherTest {
  private static Network network(String... names) {
    GraphBuilder g = new GraphBuilder("net");
    for (String name : names) {
      g.parameter(name, 2);
    }
    return g.build(g.buffer("mean", 2));
  }

  private static Weights weights(float w, float mean) {
    return Weights.of(
        Map.of(
            "w", HostTensor.of(Shape.of(2), w, -w), "mean", HostTensor.of(Shape.of(2), mean, mean)),
        Map.of());
  }

  private static Parameters of(TorchEngine engine, Weights weights, ElementType precision) {
    return Parameters.of(engine, weights, List.of(network("w")), precision);
  }

  @Test
  void theTeacherFollowsWithBuffersAndAll() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters student = of(engine, weights(1, 10), ElementType.FLOAT32);
        Parameters teacher = of(engine, weights(0, 0), ElementType.FLOAT32)) {
      MeanTeacher mean = new MeanTeacher(teacher, student, 0.9, false);
      double expected = 0;
      for (int i = 0; i < 5; i++) {
        mean.update();
        expected = 0.9 * expected + 0.1;
        assertThat(mean.teacher().toWeights().get("w").toDoubles())
            .containsExactly(new double[] {expected, -expected}, within(1e-6));
      }
      assertThat(teacher.toWeights().get("mean").toDoubles()[0])
          .isEqualTo(10 * expected, within(1e-5));
      assertThat(student.toWeights().bitEquals(weights(1, 10))).isTrue();
    }
  }

  @Test
  void earlyAveragesMayBeShorter() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters student = of(engine, weights(1, 0), ElementType.FLOAT64);
        Parameters teacher = of(engine, weights(0, 0), ElementType.FLOAT64)) {
      MeanTeacher mean = new MeanTeacher(teacher, student, 0.7, true);
      double expected = 0;
      // 1/2, 2/3, then the limit of 0.7.
      for (double decay : new double[] {0.5, 2.0 / 3, 0.7, 0.7}) {
        mean.update();
        expected = decay * expected + (1 - decay);
        assertThat(teacher.toWeights().get("w").toDoubles()[0]).isEqualTo(expected, within(1e-7));
      }
    }
  }

  @Test
  void theEndsOfTheRangeAreExact() {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters student = of(engine, weights(0.1f, 0.3f), ElementType.FLOAT32);
        Parameters teacher = of(engine, weights(0.7f, 0.9f), ElementType.FLOAT32)) {
      new MeanTeacher(teacher, student, 1, false).update();
      assertThat(teacher.toWeights().bitEquals(weights(0.7f, 0.9f))).isTrue();
      new MeanTeacher(teacher, student, 0, false).update();
      assertThat(teacher.toWeights().bitEquals(weights(0.1f, 0.3f))).isTrue();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MeanTeacher(teacher, student, 1.1, false))
          .withMessageContaining("decay 1.1");
    }
  }

  @Test
  void onlyLikeFollowsLike() {
    Weights more =
        Weights.of(
            Map.of(
                "w", HostTensor.of(Shape.of(2), 1, 2),
                "v", HostTensor.of(Shape.of(2), 1, 2),
                "mean", HostTensor.of(Shape.of(2), 1, 2)),
            Map.of());
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        TorchEngine other = TorchEngine.open(ComputeSettings.single());
        Parameters student = of(engine, weights(1, 1), ElementType.FLOAT32);
        Parameters elsewhere = of(other, weights(1, 1), ElementType.FLOAT32);
        Parameters larger =
            Parameters.of(engine, more, List.of(network("w", "v")), ElementType.FLOAT32)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MeanTeacher(elsewhere, student, 0.9, false))
          .withMessageContaining("one engine");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MeanTeacher(larger, student, 0.9, false))
          .withMessageContaining("same parameters");
    }
  }
}
