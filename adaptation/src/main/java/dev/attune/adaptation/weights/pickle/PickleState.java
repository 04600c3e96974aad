package dev.attune.adaptation.weights.pickle;

/** Data whose state a pickle sets after making it. */
public interface PickleState {
  /**
   * Takes the state.
   *
   * @throws PickleException when it is not of the expected form
   */
  void setState(Object state);
}
