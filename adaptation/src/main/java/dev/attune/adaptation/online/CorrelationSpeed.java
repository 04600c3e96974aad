package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Statistics that follow the stream by as much as a batch tells of its domain rather than of its
 * classes. Pictures of one run of a class say about the same, so a batch of N counts for {@code n =
 * N (1 - s) / (1 + s)}, the effective size of a sample whose neighbours are correlated by s; s is
 * the probability that a class stays, which {@link RunFilter} learns of the stream. The share of
 * the batch is {@code n / (n + prior)}: nearly all for a large batch of mixed classes, little for
 * one picture or one class. Our own.
 */
public final class CorrelationSpeed implements Statistics.Speed {
  private static final double LEAST = 1e-12;

  private final double prior;
  private final RunFilter filter;

  /**
   * A speed without memory yet.
   *
   * @param prior pictures that the statistics from before count for, at least 0
   * @param trust see {@link RunFilter}
   */
  public CorrelationSpeed(double prior, double trust) {
    if (!(prior >= 0)) {
      throw new IllegalArgumentException("prior " + prior + ": at least 0 is allowed");
    }
    this.prior = prior;
    this.filter = new RunFilter(trust);
  }

  @Override
  public double share(int size) {
    double effective = size * (1 - filter.stay()) / (1 + filter.stay());
    return effective / (effective + prior);
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
    return "CorrelationSpeed[prior=" + prior + ", filter=" + filter + "]";
  }
}
