package dev.attune.adaptation.online;

/**
 * {@code sum over kept samples of weight * loss(logits, target)}, divided as said; the target is
 * the teacher's.
 *
 * @param name of the loss, for people
 * @param loss of one sample
 * @param reduction what the sum is divided by
 */
public record TargetTerm(String name, LogitLoss.OfPair loss, Reduction reduction)
    implements LossTerm {
  /** Mean cross entropy with the teacher's softmax. */
  public static TargetTerm softCrossEntropy() {
    return new TargetTerm(
        "soft cross entropy", LogitLoss::softCrossEntropy, Reduction.MEAN_OF_KEPT);
  }

  /**
   * Mean symmetric cross entropy with the teacher.
   *
   * @param alpha share of the reverse part
   */
  public static TargetTerm symmetricCrossEntropy(double alpha) {
    return new TargetTerm(
        "symmetric cross entropy",
        (z, t) -> LogitLoss.symmetricCrossEntropy(z, t, alpha),
        Reduction.MEAN_OF_KEPT);
  }

  @Override
  public double add(Pass pass, Selection selection) {
    double factor = reduction.factor(selection);
    double sum = 0;
    for (int i : selection.kept()) {
      LogitLoss.Valued one = loss.at(pass.logits()[i], pass.target()[i]);
      double w = factor * selection.weight(i);
      pass.main().seedLogits(i, w, one.gradient());
      sum += w * one.value();
    }
    return sum;
  }
}
