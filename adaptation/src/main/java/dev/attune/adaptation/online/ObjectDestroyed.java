package dev.attune.adaptation.online;

import java.util.OptionalDouble;

/**
 * Keeps samples whose prediction needs the object's shape: the probability of the predicted class
 * falls by more than a threshold once the picture is torn (PLPD: Lee et al., DeYO, 2024), and
 * weighs them by {@code exp(margin - entropy) + exp(plpd)}. The torn pictures of the samples that
 * earlier rules have kept are looked at together.
 *
 * @param how pictures are torn
 * @param threshold 0.2 to 0.5; empty keeps all
 * @param margin of the entropy part of the weight; empty leaves the part out
 * @param weighPlpd whether the weight has the second part
 */
public record ObjectDestroyed(
    Torn how, OptionalDouble threshold, OptionalDouble margin, boolean weighPlpd)
    implements SampleRule {

  @Override
  public void apply(Pass pass, Selection selection) {
    int[] before = selection.kept();
    if (before.length > 0) {
      Pictures torn = how.apply(pass.main().pictures().select(before), pass.draws());
      double[][] q = Distributions.softmax(pass.glance(torn));
      for (int j = 0; j < before.length; j++) {
        weigh(pass, selection, before[j], q[j]);
      }
    }
    pass.note("object", selection.count());
  }

  private void weigh(Pass pass, Selection selection, int sample, double[] torn) {
    double[] p = pass.probabilities()[sample];
    int y = Distributions.argmax(p);
    double plpd = p[y] - torn[y];
    if (threshold.isPresent() && !(plpd > threshold.getAsDouble())) {
      selection.drop(sample);
      return;
    }
    double weight =
        (margin.isPresent()
                ? Math.exp(margin.getAsDouble() - Distributions.entropy(pass.logits()[sample]))
                : 0)
            + (weighPlpd ? Math.exp(plpd) : 0);
    selection.weigh(sample, margin.isPresent() || weighPlpd ? weight : 1);
  }
}
