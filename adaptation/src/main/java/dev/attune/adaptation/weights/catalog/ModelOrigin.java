package dev.attune.adaptation.weights.catalog;

/** Where a model came from. */
public enum ModelOrigin {
  /** It is part of Attune. */
  SHIPPED,
  /** The user imported it. */
  IMPORTED
}
