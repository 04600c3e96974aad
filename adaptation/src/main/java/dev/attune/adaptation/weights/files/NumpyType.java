package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleException;
import dev.attune.adaptation.weights.pickle.PickleException.Reason;
import dev.attune.adaptation.weights.pickle.PickleState;
import dev.attune.adaptation.weights.pickle.PickleTuple;

/**
 * A type of NumPy's numbers.
 *
 * @param code kind and size in bytes, such as {@code f8}
 */
record NumpyType(String code) implements PickleState {
  /** Refuses other byte orders than the usual one; the rest of the state does not matter here. */
  @Override
  public void setState(Object state) {
    if (!(state instanceof PickleTuple tuple
        && tuple.items().size() >= 2
        && tuple.items().get(1) instanceof String order)) {
      throw new PickleException(Reason.DAMAGED, "sets the state of a NumPy type without an order");
    }
    if (order.equals(">")) {
      throw new PickleException(Reason.UNSUPPORTED, "holds big-endian numbers of NumPy");
    }
  }
}
