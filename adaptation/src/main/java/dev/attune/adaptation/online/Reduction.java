package dev.attune.adaptation.online;

/** What a sum over samples is divided by. */
public enum Reduction {
  /** The number of kept samples. */
  MEAN_OF_KEPT,
  /** The size of the batch, kept or not. */
  SUM_OVER_BATCH;

  double factor(Selection selection) {
    return 1.0 / (this == MEAN_OF_KEPT ? selection.count() : selection.size());
  }
}
