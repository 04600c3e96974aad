package dev.attune.adaptation.weights.pickle;

/** All that a pickle can reach outside itself. */
public interface PickleWorld {
  /**
   * What a pickle imports: a {@link PickleFunction}, or a constant.
   *
   * @throws PickleException when it is not offered, with the name that was asked for
   */
  Object global(String module, String name);

  /**
   * What stands for an object that is stored outside the pickle.
   *
   * @throws PickleException when there is no such object
   */
  Object persistent(Object id);
}
