package dev.attune.adaptation.online;

/**
 * {@code mean of ln(D_y / sum over classes of D_c)}: features are pulled to the Gaussian of the
 * class they are taken for and away from the others (Jung et al., CAFA, 2023), D the squared
 * Mahalanobis distance, within the class by its own covariance, between classes by the common one.
 * <b>Written from memory of the paper, not checked against it or its program.</b>
 *
 * @param gaussians of source features
 */
public record ClassAlignment(ClassGaussians gaussians) implements LossTerm {
  private static final double FLOOR = 1e-12;

  @Override
  public double add(Pass pass, Selection selection) {
    double factor = Reduction.MEAN_OF_KEPT.factor(selection);
    double sum = 0;
    for (int i : selection.kept()) {
      double[] f = pass.main().features()[i];
      int y = Distributions.argmax(pass.logits()[i]);
      LogitLoss.Valued own = gaussians.within(y, f);
      double total = FLOOR;
      double[] byTotal = new double[f.length];
      for (int c = 0; c < gaussians.classes(); c++) {
        LogitLoss.Valued other = gaussians.between(c, f);
        total += other.value();
        for (int k = 0; k < f.length; k++) {
          byTotal[k] += other.gradient()[k];
        }
      }
      double within = own.value() + FLOOR;
      double w = factor * selection.weight(i);
      pass.main().seedFeatures(i, w / within, own.gradient());
      pass.main().seedFeatures(i, -w / total, byTotal);
      sum += w * Math.log(within / total);
    }
    return sum;
  }

  @Override
  public String toString() {
    return "ClassAlignment[classes=" + gaussians.classes() + "]";
  }
}
