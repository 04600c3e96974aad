package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Logits times {@code (prior + s) / (1 + s K)}, prior the batch's mean prediction and {@code s =
 * max(1/N, 1/K) / max prior} (Marsden et al., ROID, 2024; the factor multiplies the logits, as
 * their program does).
 */
public record PriorCorrection() implements Output {
  @Override
  public Prediction.Kind kind() {
    return Prediction.Kind.LOGITS;
  }

  @Override
  public double[][] predict(Pass pass) {
    double[] prior = Distributions.mean(pass.probabilities());
    int classes = prior.length;
    double most = Arrays.stream(prior).max().orElseThrow();
    double s = Math.max(1.0 / pass.size(), 1.0 / classes) / most;
    double[][] out = new double[pass.size()][classes];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < classes; k++) {
        out[i][k] = pass.logits()[i][k] * (prior[k] + s) / (1 + s * classes);
      }
    }
    return out;
  }
}
