package dev.attune.adaptation.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AdaptationTest {
  private static final float START = 3;

  /** One number, moved by every step; the held-out loss is a function of it. */
  private static final class OneNumber implements Trial {
    private final DoubleUnaryOperator heldOut;
    private final IntToDoubleFunction loss;
    private Weights weights = weights(START);

    OneNumber(DoubleUnaryOperator heldOut, IntToDoubleFunction loss) {
      this.heldOut = heldOut;
      this.loss = loss;
    }

    private static Weights weights(float value) {
      return Weights.of(Map.of("x", HostTensor.of(Shape.of(), value)), Map.of());
    }

    double value() {
      return weights.get("x").toFloats()[0];
    }

    @Override
    public double gradients(int step) {
      return loss.applyAsDouble(step);
    }

    @Override
    public double update(double learningRate) {
      weights = weights((float) (value() - learningRate));
      return 1;
    }

    @Override
    public double heldOut() {
      return heldOut.applyAsDouble(value());
    }

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public void restore(Weights other) {
      weights = other;
    }
  }

  private static Adaptation of(int steps, int checkEvery, int patience) {
    return new Adaptation(Budget.steps(steps), p -> 0.5, checkEvery, patience, 0.01);
  }

  private static Adaptation.Ended run(Adaptation adaptation, Trial trial, Guard... guards) {
    return adaptation.run(trial, List.of(guards), (step, loss, heldOut) -> {});
  }

  @Test
  void whatGetsBetterOnTheHeldOutShareIsTaken() {
    OneNumber trial = new OneNumber(x -> 1 + x, step -> 1);
    Adaptation.Ended ended = run(of(4, 1, 2), trial);
    assertThat(ended.outcome()).isEqualTo(new Outcome.Improved(4, 2));
    assertThat(ended.steps()).isEqualTo(4);
    assertThat(trial.value()).isEqualTo(1);
    assertThat(ended.weights().bitEquals(trial.weights())).isTrue();
  }

  @Test
  void theBestWeightsSeenAreTakenAndTrainingStopsWhenNothingIsGained() {
    // Best at 2, two steps from the start.
    OneNumber trial = new OneNumber(x -> 1 + Math.abs(x - 2), step -> 1);
    Adaptation.Ended ended = run(of(100, 1, 3), trial);
    assertThat(ended.outcome()).isEqualTo(new Outcome.Improved(2, 1));
    assertThat(trial.value()).isEqualTo(2);
    assertThat(ended.steps()).isEqualTo(5);
  }

  @Test
  void whatGetsWorseIsRolledBackBitForBit() {
    OneNumber trial = new OneNumber(x -> 10 - x, step -> 1);
    Weights before = trial.weights();
    Adaptation.Ended ended = run(of(10, 2, 2), trial);
    assertThat(ended.outcome()).isInstanceOf(Outcome.RolledBack.class);
    assertThat(ended.outcome().label()).isEqualTo("rolled-back");
    assertThat(ended.outcome().why()).contains("held-out").contains("7");
    assertThat(ended.weights()).isSameAs(before);
    assertThat(trial.weights().bitEquals(before)).isTrue();
  }

  @Test
  void noDifferenceWorthHavingLeavesTheWeights() {
    OneNumber trial = new OneNumber(x -> 5 + 0.001 * x, step -> 1);
    Adaptation.Ended ended = run(of(3, 1, 5), trial);
    assertThat(ended.outcome()).isInstanceOf(Outcome.Unchanged.class);
    assertThat(trial.value()).isEqualTo(START);
  }

  @Test
  void lossesThatAreNotNumbersAreRolledBackAtOnce() {
    OneNumber trial = new OneNumber(x -> 1 + x, step -> step == 2 ? Double.NaN : 1);
    Adaptation.Ended ended = run(of(10, 5, 2), trial, Guard.finite());
    assertThat(ended.outcome()).isInstanceOf(Outcome.RolledBack.class);
    assertThat(ended.outcome().why()).contains("step 2");
    assertThat(ended.steps()).isEqualTo(3);
    assertThat(trial.value()).isEqualTo(START);
  }

  @Test
  void anExplodingLossIsRolledBack() {
    OneNumber trial = new OneNumber(x -> 1 + x, step -> step < 25 ? 1 : 100);
    Adaptation.Ended ended = run(of(50, 50, 2), trial, Guard.explosion(3));
    assertThat(ended.outcome()).isInstanceOf(Outcome.RolledBack.class);
    assertThat(ended.outcome().why()).contains("grew");
    assertThat(ended.steps()).isLessThan(35);
    assertThat(trial.value()).isEqualTo(START);
  }

  @Test
  void aHeldOutLossThatIsNoNumberIsRolledBack() {
    OneNumber trial = new OneNumber(x -> x < 2 ? Double.NaN : x, step -> 1);
    Adaptation.Ended ended = run(of(10, 1, 2), trial);
    assertThat(ended.outcome()).isInstanceOf(Outcome.RolledBack.class);
    assertThat(trial.value()).isEqualTo(START);
  }

  @Test
  void noStepsOrNoTimeTakeNothing() {
    OneNumber trial = new OneNumber(x -> 1 + x, step -> 1);
    assertThat(run(of(0, 1, 1), trial).outcome()).isInstanceOf(Outcome.Skipped.class);
    Adaptation none = new Adaptation(new Budget(9, Duration.ZERO), p -> 0.5, 1, 1, 0.01);
    Adaptation.Ended ended = run(none, trial);
    assertThat(ended.steps()).isZero();
    assertThat(ended.outcome()).isInstanceOf(Outcome.Unchanged.class);
    assertThat(trial.value()).isEqualTo(START);
  }

  @Test
  void anInterruptEndsItEarlyWithTheBestSoFar() {
    OneNumber trial =
        new OneNumber(
            x -> 1 + x,
            step -> {
              if (step == 2) {
                Thread.currentThread().interrupt();
              }
              return 1;
            });
    try {
      Adaptation.Ended ended = run(of(10, 1, 2), trial);
      assertThat(ended.steps()).isEqualTo(3);
      assertThat(ended.outcome()).isInstanceOf(Outcome.Improved.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void everyStepIsObservedAndTheRateFollowsProgress() {
    List<Double> rates = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    Adaptation adaptation =
        new Adaptation(
            Budget.steps(4),
            p -> {
              rates.add(p);
              return 0.1;
            },
            2,
            9,
            0.01);
    adaptation.run(
        new OneNumber(x -> 1 + x, step -> 1),
        List.of(),
        (step, loss, heldOut) -> {
          steps.add(step);
          assertThat(Double.isNaN(heldOut)).isEqualTo(step % 2 != 0);
        });
    assertThat(rates).containsExactly(0.0, 0.25, 0.5, 0.75);
    assertThat(steps).containsExactly(1, 2, 3, 4);
  }
}
