package dev.attune.adaptation.online;

/**
 * Symmetric cross entropy between the predictions of kept samples and of a view of them, through
 * both, summed with the samples' weights and divided by the batch size (Marsden et al., ROID,
 * 2024). The view's forward sees the kept samples only.
 *
 * @param alpha share of the reverse part
 * @param how the view is made
 */
public record ViewConsistency(double alpha, Augmentation how) implements LossTerm {
  @Override
  public double add(Pass pass, Selection selection) {
    int[] kept = selection.kept();
    double factor = Reduction.SUM_OVER_BATCH.factor(selection);
    Forward view = pass.look(pass.view(0, how).select(kept));
    double sum = 0;
    for (int j = 0; j < kept.length; j++) {
      double[] x = pass.logits()[kept[j]];
      double[] v = view.logits()[j];
      LogitLoss.Valued byView = LogitLoss.symmetricCrossEntropy(v, x, alpha);
      LogitLoss.Valued byMain = LogitLoss.symmetricCrossEntropy(x, v, 1 - alpha);
      double w = factor * selection.weight(kept[j]);
      view.seedLogits(j, w, byView.gradient());
      pass.main().seedLogits(kept[j], w, byMain.gradient());
      sum += w * byView.value();
    }
    return sum;
  }
}
