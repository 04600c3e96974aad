package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Statistics that follow quickly while classes come mixed, and slowly while they come in runs: then
 * a batch tells of its classes rather than of its domain. Whether they do is read off the
 * predictions: how often neighbours in the stream are taken for the same class, beyond what their
 * frequencies explain. Our own.
 */
public final class CorrelationSpeed implements Statistics.Speed {
  /** Pictures over which neighbours are counted. */
  private static final double MEMORY = 200;

  private final double prior;
  private final double horizon;
  private final double threshold;
  private int last = -1;
  private double agreement;
  private double[] frequencies;

  /**
   * A speed without memory yet.
   *
   * @param prior pictures that the statistics from before count for while classes come mixed: a
   *     batch of N has the share N / (N + prior); at least 0
   * @param horizon pictures while classes come in runs: a batch has the share N / horizon, at most
   *     1
   * @param threshold of {@code (agreement - chance) / (1 - chance)} above which classes are taken
   *     to come in runs, 0 to 1
   */
  public CorrelationSpeed(double prior, double horizon, double threshold) {
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
  }

  @Override
  public double share(int size) {
    return runs() ? Math.min(1, size / horizon) : size / (size + prior);
  }

  /** Whether classes seem to come in runs. */
  boolean runs() {
    if (frequencies == null) {
      return false;
    }
    double chance = Distributions.dot(frequencies, frequencies);
    return chance < 1 && (agreement - chance) / (1 - chance) > threshold;
  }

  @Override
  public void predicted(double[][] probabilities) {
    for (double[] p : probabilities) {
      int label = Distributions.argmax(p);
      if (frequencies == null) {
        frequencies = new double[p.length];
        Arrays.fill(frequencies, 1.0 / p.length);
        agreement = 1.0 / p.length;
      }
      double keep = 1 - 1 / MEMORY;
      for (int k = 0; k < frequencies.length; k++) {
        frequencies[k] = keep * frequencies[k] + (k == label ? 1 - keep : 0);
      }
      agreement = keep * agreement + (last == label ? 1 - keep : 0);
      last = label;
    }
  }

  @Override
  public void reset() {
    last = -1;
    frequencies = null;
  }

  @Override
  public String toString() {
    return "CorrelationSpeed[prior="
        + prior
        + ", horizon="
        + horizon
        + ", threshold="
        + threshold
        + "]";
  }
}
