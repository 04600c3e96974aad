package dev.attune.datasets.metric;

/**
 * How good predictions of classes are: error, and how honest the probabilities. Gathers numbers;
 * not thread-safe.
 */
public final class ClassificationScore {
  private static final int BINS = 15;
  private static final double LEAST = 1e-12;

  private final double[] binConfidence = new double[BINS];
  private final double[] binRight = new double[BINS];
  private final long[] binCount = new long[BINS];
  private long count;
  private long wrong;
  private double nll;
  private double brier;

  /**
   * Adds one prediction.
   *
   * @param probabilities of the K classes, summing up to 1
   * @param label the true class
   */
  public void add(double[] probabilities, int label) {
    int best = 0;
    double squares = 0;
    for (int k = 0; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
      double d = probabilities[k] - (k == label ? 1 : 0);
      squares += d * d;
    }
    count++;
    wrong += best == label ? 0 : 1;
    nll -= Math.log(Math.max(LEAST, probabilities[label]));
    brier += squares;
    int bin = Math.min(BINS - 1, (int) (probabilities[best] * BINS));
    binCount[bin]++;
    binConfidence[bin] += probabilities[best];
    binRight[bin] += best == label ? 1 : 0;
  }

  /** Number of predictions. */
  public long count() {
    return count;
  }

  /** Share of wrong classes. */
  public double error() {
    return (double) wrong / count;
  }

  /** Mean negative logarithm of the true class's probability, nats; probabilities from 1e-12. */
  public double nll() {
    return nll / count;
  }

  /** Mean squared distance of the probabilities from the truth, 0 to 2. */
  public double brier() {
    return brier / count;
  }

  /**
   * Expected calibration error: distance of confidence and share of right answers, over 15 equal
   * ranges of confidence, weighted by their number (Guo et al., 2017).
   */
  public double ece() {
    double sum = 0;
    for (int b = 0; b < BINS; b++) {
      sum += Math.abs(binConfidence[b] - binRight[b]) / count;
    }
    return sum;
  }
}
