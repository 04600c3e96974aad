package dev.attune.adaptation.online;

/**
 * {@code sum over kept samples of weight * loss(logits)}, divided as said.
 *
 * @param name of the loss, for people
 * @param loss of one sample
 * @param reduction what the sum is divided by
 */
public record LogitTerm(String name, LogitLoss.OfLogits loss, Reduction reduction)
    implements LossTerm {
  /** The weighted mean entropy of the kept samples. */
  public static LogitTerm entropy() {
    return new LogitTerm("entropy", LogitLoss::entropy, Reduction.MEAN_OF_KEPT);
  }

  /** The soft likelihood ratio with its usual clip 0.99 and epsilon 1e-5, over the batch size. */
  public static LogitTerm softLikelihoodRatio(double clip, double epsilon) {
    return new LogitTerm(
        "soft likelihood ratio",
        z -> LogitLoss.softLikelihoodRatio(z, clip, epsilon),
        Reduction.SUM_OVER_BATCH);
  }

  @Override
  public double add(Pass pass, Selection selection) {
    double factor = reduction.factor(selection);
    double sum = 0;
    for (int i : selection.kept()) {
      LogitLoss.Valued one = loss.at(pass.logits()[i]);
      double w = factor * selection.weight(i);
      pass.main().seedLogits(i, w, one.gradient());
      sum += w * one.value();
    }
    return sum;
  }
}
