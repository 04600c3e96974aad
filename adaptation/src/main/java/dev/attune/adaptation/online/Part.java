package dev.attune.adaptation.online;

/**
 * A piece of a {@link Composition}. A part may remember the stream; one object serves one adapter
 * and is used by one thread. Its text is part of what is written beside results.
 */
public interface Part {
  /** Forgets the stream, as the weights do when they are restored. */
  default void reset() {}
}
