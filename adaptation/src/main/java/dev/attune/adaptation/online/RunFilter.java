package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Probabilities that know of the stream's past: the class of a picture is taken to stay that of the
 * one before with some probability, and the forward and backward recursion of a hidden Markov model
 * (Rabiner, 1989, section III) goes through every batch. How likely classes stay is learnt from the
 * stream: in a stream of mixed classes the probability falls to nothing and so does the filter. Our
 * own; no weights move, and batches of one picture will do. Pictures must come in their order.
 */
public final class RunFilter implements Output {
  /** Pictures over which the probability of staying is learnt. */
  private static final double MEMORY = 50;

  private static final double START = 0.3;
  private static final double LEAST = 1e-3;
  private static final double MOST = 0.99;

  private final double trust;
  private double stay = START;
  private double[] last;
  private double[] frequencies;

  /**
   * A filter without memory yet.
   *
   * @param trust exponent of the classifier's probabilities, above 0 to 1; below 1 for classifiers
   *     that are too sure of themselves
   */
  public RunFilter(double trust) {
    if (!(trust > 0 && trust <= 1)) {
      throw new IllegalArgumentException("trust " + trust + ": above 0 to 1 is allowed");
    }
    this.trust = trust;
  }

  @Override
  public Prediction.Kind kind() {
    return Prediction.Kind.PROBABILITIES;
  }

  @Override
  public double[][] predict(Pass pass) {
    double[][] out = filter(pass.logits());
    pass.note("stay", stay);
    return out;
  }

  /** How likely a picture is taken to be of the class of the one before. */
  double stay() {
    return stay;
  }

  /** Filtered probabilities of consecutive pictures. */
  double[][] filter(double[][] logits) {
    int classes = logits[0].length;
    double[][] likelihood = new double[logits.length][];
    double[][] forward = new double[logits.length][];
    double[] staying = new double[logits.length];
    for (int t = 0; t < logits.length; t++) {
      likelihood[t] = Distributions.softmax(Arrays.stream(logits[t]).map(z -> trust * z).toArray());
      if (last == null) {
        last = uniform(classes);
        frequencies = uniform(classes);
      }
      staying[t] = stay;
      forward[t] = product(prior(last, stay), likelihood[t]);
      learn(likelihood[t]);
      last = forward[t];
    }
    return backward(forward, likelihood, staying, classes);
  }

  /** Moves the probability of staying towards what this picture says. */
  private void learn(double[] likelihood) {
    double same = Distributions.dot(last, likelihood);
    double any = Distributions.dot(frequencies, likelihood);
    double evidence = stay * same / (stay * same + (1 - stay) * any);
    double keep = 1 - 1 / MEMORY;
    stay = Math.max(LEAST, Math.min(MOST, keep * stay + (1 - keep) * evidence));
    frequencies = Distributions.blend(frequencies, likelihood, keep);
  }

  private static double[][] backward(
      double[][] forward, double[][] likelihood, double[] staying, int classes) {
    double[][] out = new double[forward.length][];
    double[] later = new double[classes];
    Arrays.fill(later, 1);
    for (int t = forward.length - 1; t >= 0; t--) {
      out[t] = product(forward[t], later);
      double[] next = new double[classes];
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        next[k] = likelihood[t][k] * later[k];
        mean += next[k] / classes;
      }
      for (int k = 0; k < classes; k++) {
        later[k] = (staying[t] * next[k] + (1 - staying[t]) * mean) / mean;
      }
    }
    return out;
  }

  private static double[] prior(double[] before, double stay) {
    return Distributions.blend(before, uniform(before.length), stay);
  }

  private static double[] uniform(int classes) {
    double[] out = new double[classes];
    Arrays.fill(out, 1.0 / classes);
    return out;
  }

  /** Element-wise product that sums up to 1. */
  private static double[] product(double[] a, double[] b) {
    double[] out = new double[a.length];
    double sum = 0;
    for (int k = 0; k < out.length; k++) {
      out[k] = a[k] * b[k];
      sum += out[k];
    }
    for (int k = 0; k < out.length; k++) {
      out[k] = sum > 0 ? out[k] / sum : 1.0 / out.length;
    }
    return out;
  }

  @Override
  public void reset() {
    stay = START;
    last = null;
  }

  @Override
  public String toString() {
    return "RunFilter[trust=" + trust + "]";
  }
}
