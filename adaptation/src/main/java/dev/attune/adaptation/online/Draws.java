package dev.attune.adaptation.online;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;

/** Everything random that adapters do, in one place, so that a run can be repeated. */
public interface Draws {
  /** Called before anything is drawn for a batch, counted from 0. */
  default void begin(long batch) {}

  /** A permutation of 0..size-1. */
  int[] permutation(int size);

  /** UINT8 in {@code shape}, each element 1 with {@code probability}, otherwise 0. */
  HostTensor mask(String name, Shape shape, double probability);

  /** A view of a batch; {@code index} tells the views of one batch apart. */
  Pictures view(Pictures of, int index, Augmentation how);

  /** Draws that follow from a seed. */
  static Draws seeded(long seed) {
    return new SeededDraws(seed);
  }
}
