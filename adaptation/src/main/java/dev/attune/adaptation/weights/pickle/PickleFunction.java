package dev.attune.adaptation.weights.pickle;

import java.util.List;

/** Something that a pickle may call to build data. */
@FunctionalInterface
public interface PickleFunction {
  /**
   * Builds a value.
   *
   * @param arguments as they stand in the pickle; null stands for None
   * @throws PickleException when they are not those of the function
   */
  Object call(List<Object> arguments);
}
