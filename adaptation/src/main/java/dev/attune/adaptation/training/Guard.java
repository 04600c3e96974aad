package dev.attune.adaptation.training;

import java.util.List;
import java.util.Optional;

/**
 * Watches training and says stop when it goes wrong. One guard watches one run; not thread-safe.
 */
@FunctionalInterface
public interface Guard {
  /**
   * What is seen of a step.
   *
   * @param step from 0
   * @param loss of the step
   * @param gradientNorm before clipping
   */
  record Observation(int step, double loss, double gradientNorm) {}

  /** Why training must be undone, or nothing while all is well. */
  Optional<String> check(Observation seen);

  /** What it remembers of the steps it saw, for going on later; nothing by default. */
  default List<Double> memory() {
    return List.of();
  }

  /** Goes on where another guard of the same kind was. */
  default void recall(List<Double> memory) {}

  /** Refuses losses and gradients that are not finite. */
  static Guard finite() {
    return seen ->
        Double.isFinite(seen.loss()) && Double.isFinite(seen.gradientNorm())
            ? Optional.empty()
            : Optional.of(
                "loss "
                    + seen.loss()
                    + " and gradient norm "
                    + seen.gradientNorm()
                    + " at step "
                    + seen.step()
                    + " are not finite");
  }

  /** Refuses a smoothed loss above {@code factor} times what it was over the first steps. */
  static Guard explosion(double factor) {
    return new ExplosionGuard(factor);
  }
}
