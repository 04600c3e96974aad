package dev.attune.adaptation.online;

import dev.attune.adaptation.training.OptimizerRule;
import java.util.Optional;

/**
 * How what is moved follows its gradients.
 *
 * @param rule the optimiser
 * @param learningRate of every step, above 0
 * @param steps for every batch, at least 1; the prediction is that of the last one
 * @param episodic whether every batch begins with the weights and the optimiser from before
 * @param sharpness ascent before the gradients are taken, if any
 */
public record Optimization(
    OptimizerRule rule,
    double learningRate,
    int steps,
    boolean episodic,
    Optional<Sharpness> sharpness) {
  /**
   * Sharpness-aware minimisation (Foret et al., 2021).
   *
   * @param radius of the ascent, above 0; 0.05 in SAR
   * @param epsilon added to the gradient's norm
   * @param emptySteps whether a batch without kept samples still takes a step with a zero gradient,
   *     so that momentum goes on, as the authors' program of SAR does
   */
  public record Sharpness(double radius, double epsilon, boolean emptySteps) {
    /** Checks the range. */
    public Sharpness {
      if (!(radius > 0)) {
        throw new IllegalArgumentException("radius " + radius + ": above 0 is allowed");
      }
    }
  }

  /** Checks the ranges. */
  public Optimization {
    if (!(learningRate > 0) || steps < 1) {
      throw new IllegalArgumentException(
          "learning rate "
              + learningRate
              + " and "
              + steps
              + " steps: a rate above 0 and at least 1 step are allowed");
    }
  }

  /** One step for every batch, for ever. */
  public static Optimization of(OptimizerRule rule, double learningRate) {
    return new Optimization(rule, learningRate, 1, false, Optional.empty());
  }

  /** Adam with PyTorch's defaults. */
  public static Optimization adam(double learningRate) {
    return of(OptimizerRule.Adam.standard(), learningRate);
  }

  /** SGD with momentum 0.9, without Nesterov's form. */
  public static Optimization sgd(double learningRate) {
    return of(new OptimizerRule.Sgd(0.9, false, 0), learningRate);
  }

  /** The same with another number of steps and beginning. */
  public Optimization with(int newSteps, boolean newEpisodic) {
    return new Optimization(rule, learningRate, newSteps, newEpisodic, sharpness);
  }

  /** The same with an ascent. */
  public Optimization with(Sharpness ascent) {
    return new Optimization(rule, learningRate, steps, episodic, Optional.of(ascent));
  }
}
