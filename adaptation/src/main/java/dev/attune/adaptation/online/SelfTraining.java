package dev.attune.adaptation.online;

/**
 * {@code factor * mean of SCE(student(x), teacher(x)) / 2 + SCE(student(view), teacher(x)) / 2}
 * (Döbler et al., RMT, 2023).
 *
 * @param factor of the term
 * @param alpha share of the reverse part of the symmetric cross entropy, 0.5 in RMT
 * @param how the view is made
 */
public record SelfTraining(double factor, double alpha, Augmentation how) implements LossTerm {
  @Override
  public double add(Pass pass, Selection selection) {
    double half = factor * Reduction.MEAN_OF_KEPT.factor(selection) / 2;
    Forward view = pass.seen(0, how);
    double sum = 0;
    for (int i : selection.kept()) {
      double[] t = pass.teacher()[i];
      double w = half * selection.weight(i);
      LogitLoss.Valued main = LogitLoss.symmetricCrossEntropy(pass.logits()[i], t, alpha);
      LogitLoss.Valued other = LogitLoss.symmetricCrossEntropy(view.logits()[i], t, alpha);
      pass.main().seedLogits(i, w, main.gradient());
      view.seedLogits(i, w, other.gradient());
      sum += w * (main.value() + other.value());
    }
    return sum;
  }
}
