package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Statistics that follow quickly while classes come mixed, and slowly while they come in runs: then
 * a batch tells of its classes rather than of its domain. Whether they do is what {@link RunFilter}
 * learns of the stream. Our own.
 */
public final class CorrelationSpeed implements Statistics.Speed {
  private static final double LEAST = 1e-12;

  private final double prior;
  private final double horizon;
  private final double threshold;
  private final RunFilter filter;

  /**
   * A speed without memory yet.
   *
   * @param prior pictures that the statistics from before count for while classes come mixed: a
   *     batch of N has the share N / (N + prior); at least 0
   * @param horizon pictures while classes come in runs: a batch has the share N / horizon, at most
   *     1
   * @param threshold of the probability that a class stays, above which classes are taken to come
   *     in runs, 0 to 1
   * @param trust see {@link RunFilter}
   */
  public CorrelationSpeed(double prior, double horizon, double threshold, double trust) {
    if (!(prior >= 0) || !(horizon >= 1) || !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "prior "
              + prior
              + ", horizon "
              + horizon
              + ", threshold "
              + threshold
              + ": at least 0, at least 1 and 0 to 1 are allowed");
    }
    this.prior = prior;
    this.horizon = horizon;
    this.threshold = threshold;
    this.filter = new RunFilter(trust);
  }

  @Override
  public double share(int size) {
    return filter.stay() > threshold ? Math.min(1, size / horizon) : size / (size + prior);
  }

  @Override
  public void predicted(double[][] probabilities) {
    double[][] logits = new double[probabilities.length][];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Arrays.stream(probabilities[i]).map(p -> Math.log(Math.max(p, LEAST))).toArray();
    }
    filter.filter(logits);
  }

  @Override
  public void reset() {
    filter.reset();
  }

  @Override
  public String toString() {
    return "CorrelationSpeed[prior="
        + prior
        + ", horizon="
        + horizon
        + ", threshold="
        + threshold
        + ", filter="
        + filter
        + "]";
  }
}
