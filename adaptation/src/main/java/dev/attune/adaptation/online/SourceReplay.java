package dev.attune.adaptation.online;

import java.util.function.Supplier;

/** {@code factor * mean cross entropy} of a labelled batch of the source domain. */
public final class SourceReplay implements LossTerm {
  private final double factor;
  private final Supplier<Labelled> batches;

  /**
   * A term that asks for one batch at every step.
   *
   * @param factor of the term
   * @param batches of the source domain, without end
   */
  public SourceReplay(double factor, Supplier<Labelled> batches) {
    this.factor = factor;
    this.batches = batches;
  }

  @Override
  public double add(Pass pass, Selection selection) {
    Labelled batch = batches.get();
    Forward seen = pass.look(batch.pictures());
    double w = factor / batch.labels().length;
    double sum = 0;
    for (int i = 0; i < batch.labels().length; i++) {
      LogitLoss.Valued one = LogitLoss.crossEntropy(seen.logits()[i], batch.labels()[i]);
      seen.seedLogits(i, w, one.gradient());
      sum += w * one.value();
    }
    return sum;
  }

  @Override
  public String toString() {
    return "SourceReplay[factor=" + factor + "]";
  }
}
