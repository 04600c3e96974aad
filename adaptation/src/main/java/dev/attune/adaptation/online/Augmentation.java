package dev.attune.adaptation.online;

import java.util.random.RandomGenerator;

/** Makes another picture of the same thing. */
@FunctionalInterface
public interface Augmentation {
  /** One view of every picture of a batch, in the same sizes and range. */
  Pictures apply(Pictures pictures, RandomGenerator random);
}
