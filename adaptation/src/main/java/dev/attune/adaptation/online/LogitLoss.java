package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Losses of single samples as functions of their logits, with their derivatives, in double
 * precision. Everything here is a pure function.
 */
public final class LogitLoss {
  private LogitLoss() {}

  /**
   * A loss and its derivative.
   *
   * @param value of the loss
   * @param gradient by the sample's logits
   */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
  public record Valued(double value, double[] gradient) {}

  /** A loss of one row of logits. */
  @FunctionalInterface
  public interface OfLogits {
    /** Loss and derivative by {@code logits}. */
    Valued at(double[] logits);
  }

  /** A loss of two rows of logits. */
  @FunctionalInterface
  public interface OfPair {
    /** Loss and derivative by {@code logits}; the target is held fixed. */
    Valued at(double[] logits, double[] target);
  }

  /** Entropy of the prediction, {@code -sum p ln p} (Wang et al., Tent, 2021, section 3.1). */
  public static Valued entropy(double[] logits) {
    double[] log = Distributions.logSoftmax(logits);
    double h = Distributions.entropy(logits);
    double[] g = new double[log.length];
    for (int k = 0; k < g.length; k++) {
      double p = Math.exp(log[k]);
      g[k] = p == 0 ? 0 : -p * (log[k] + h);
    }
    return new Valued(h, g);
  }

  /**
   * Cross entropy with the softmax of other logits, {@code -sum softmax(target) ln softmax(logits)}
   * (Wang et al., CoTTA, 2022).
   */
  public static Valued softCrossEntropy(double[] logits, double[] target) {
    double[] log = Distributions.logSoftmax(logits);
    double[] t = Distributions.softmax(target);
    double[] g = new double[log.length];
    double value = 0;
    for (int k = 0; k < g.length; k++) {
      value -= t[k] * log[k];
      g[k] = Math.exp(log[k]) - t[k];
    }
    return new Valued(value, g);
  }

  /** {@link #softCrossEntropy} with the roles exchanged: the logits are what is to be predicted. */
  private static Valued reverseCrossEntropy(double[] logits, double[] target) {
    double[] p = Distributions.softmax(logits);
    double[] log = Distributions.logSoftmax(target);
    double value = 0;
    for (int k = 0; k < p.length; k++) {
      value -= p[k] * log[k];
    }
    double[] g = new double[p.length];
    for (int k = 0; k < g.length; k++) {
      g[k] = p[k] * (-log[k] - value);
    }
    return new Valued(value, g);
  }

  /**
   * Symmetric cross entropy (Döbler et al., RMT, 2023): {@code (1 - alpha) CE(target → logits) +
   * alpha CE(logits → target)}. The derivative by the target is this with both exchanged and {@code
   * 1 - alpha}.
   *
   * @param alpha share of the reverse part, 0 to 1; the authors take 0.5
   */
  public static Valued symmetricCrossEntropy(double[] logits, double[] target, double alpha) {
    Valued forward = softCrossEntropy(logits, target);
    Valued reverse = reverseCrossEntropy(logits, target);
    return new Valued(
        (1 - alpha) * forward.value + alpha * reverse.value,
        Distributions.blend(reverse.gradient, forward.gradient, alpha));
  }

  /**
   * Soft likelihood ratio, {@code -sum p ln(p / (1 - p) + epsilon)} with p at most {@code clip}
   * (Marsden et al., ROID, 2024).
   *
   * @param clip below 1
   * @param epsilon above 0
   */
  public static Valued softLikelihoodRatio(double[] logits, double clip, double epsilon) {
    double[] p = Distributions.softmax(logits);
    double[] byP = new double[p.length];
    double value = 0;
    for (int k = 0; k < p.length; k++) {
      double q = Math.min(p[k], clip);
      double ratio = q / (1 - q);
      double log = Math.log(ratio + epsilon);
      value -= q * log;
      byP[k] = p[k] > clip ? 0 : -(log + q / ((1 - q) * (1 - q) * (ratio + epsilon)));
    }
    return new Valued(value, throughSoftmax(p, byP));
  }

  /**
   * Generalised cross entropy with the own prediction y as label, {@code (1 - p_y^q) / q} (Zhang
   * and Sabuncu, 2018).
   *
   * @param q above 0, at most 1
   */
  public static Valued generalizedCrossEntropy(double[] logits, double q) {
    double[] p = Distributions.softmax(logits);
    int y = Distributions.argmax(logits);
    double[] byP = new double[p.length];
    byP[y] = -Math.pow(p[y], q - 1);
    return new Valued((1 - Math.pow(p[y], q)) / q, throughSoftmax(p, byP));
  }

  /** Cross entropy with a class, {@code -ln p_label}. */
  public static Valued crossEntropy(double[] logits, int label) {
    double[] log = Distributions.logSoftmax(logits);
    double[] g = new double[log.length];
    for (int k = 0; k < g.length; k++) {
      g[k] = Math.exp(log[k]) - (k == label ? 1 : 0);
    }
    return new Valued(-log[label], g);
  }

  /** Derivative by logits from that by their softmax. */
  static double[] throughSoftmax(double[] p, double[] byP) {
    double mean = Distributions.dot(p, byP);
    double[] g = new double[p.length];
    Arrays.setAll(g, k -> p[k] * (byP[k] - mean));
    return g;
  }
}
