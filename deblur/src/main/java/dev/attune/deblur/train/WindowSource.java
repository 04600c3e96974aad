package dev.attune.deblur.train;

/**
 * Endless windows to train on; number {@code i} depends on {@code i} alone, so training can go on
 * anywhere.
 */
@FunctionalInterface
public interface WindowSource {
  /** Window number {@code index}, from 0. */
  TrainingWindow window(long index);
}
