package dev.attune.adaptation.weights.catalog;

/** Whether a model's file is there and right. */
public enum ModelState {
  /** There is no file. */
  MISSING,
  /** The file has another size or digest than its card says. */
  DAMAGED,
  /** The file is there and of the right size; its digest has not been computed. */
  PRESENT,
  /** The digest of the file is that of its card. */
  VERIFIED
}
