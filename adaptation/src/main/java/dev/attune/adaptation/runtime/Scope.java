package dev.attune.adaptation.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Owns the tensors of one frame or one step: what is made in it dies with it, unless it is taken
 * out by {@link #keep}. Used by one thread.
 */
public final class Scope implements AutoCloseable {
  private final List<Tensor> owned = new ArrayList<>();

  /** Takes a tensor over and gives it back. */
  public <T extends Tensor> T own(T tensor) {
    owned.add(tensor);
    return tensor;
  }

  /**
   * Gives a tensor up: from now on the caller closes it.
   *
   * @throws IllegalArgumentException when it is not owned here
   */
  public Tensor keep(Tensor tensor) {
    for (int i = owned.size() - 1; i >= 0; i--) {
      if (owned.get(i) == tensor) {
        return owned.remove(i);
      }
    }
    throw new IllegalArgumentException("the scope does not own this tensor " + tensor.shape());
  }

  /** Closes what is owned, the youngest first, all of it even if one of them fails. */
  @Override
  public void close() {
    RuntimeException failure = null;
    for (int i = owned.size() - 1; i >= 0; i--) {
      try {
        owned.get(i).close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    owned.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
