package dev.attune.adaptation.online;

/** Brings what has moved back towards where it began, after the step of every batch. */
public interface Restore extends Part {
  /** Looks at what the batch has led to and acts. */
  void after(Adapted adapted);

  /** Whether the step's gradients must be kept for {@link Adapted#restoreLeast}. */
  default boolean needsGradients() {
    return false;
  }
}
