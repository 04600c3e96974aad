package dev.attune.adaptation.online;

import dev.attune.adaptation.weights.Weights;
import java.util.Optional;

/**
 * A quadratic pull of what is moved towards a centre, {@code factor / 2 * sum(strength * (theta -
 * centre)^2)}, added to the loss of every step.
 *
 * @param name for people
 * @param centre by parameter name; empty for the weights from before
 * @param strength by parameter name, what is moved must be in it
 * @param factor at least 0
 */
public record Penalty(String name, Optional<Weights> centre, Weights strength, double factor) {
  /**
   * EATA's regulariser, {@code beta * sum(fisher * (theta - theta0)^2)} (Niu et al., EATA, 2022).
   *
   * @param fisher see {@link Fisher}
   * @param beta 1 for CIFAR, 2000 for ImageNet
   */
  public static Penalty fisher(Weights fisher, double beta) {
    return new Penalty("fisher", Optional.empty(), fisher, 2 * beta);
  }

  /**
   * PETAL's prior, {@code lambda / 2 * sum((theta - mean)^2 / (variance + floor))} (Brahma and Rai,
   * 2023).
   *
   * @param floor added to the variance; the authors take 1e-6
   */
  public static Penalty posterior(Weights mean, Weights variance, double floor, double lambda) {
    return new Penalty(
        "posterior", Optional.of(mean), HostMath.map(variance, v -> 1 / (v + floor)), lambda);
  }
}
