package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Norms;

/** Which mean and variance batch normalisation uses while a stream is looked at. */
public sealed interface Statistics {
  /** The running statistics of the weights. */
  record Source() implements Statistics {}

  /** Mean and biased variance of the current batch (Nado et al., 2020; Schneider et al., 2020). */
  record Batch() implements Statistics {}

  /**
   * Those of the current batch, while the running statistics follow without being used.
   *
   * @param momentum share of a batch in the running statistics, 0 to 1
   * @param restart whether the running statistics start from mean 0 and variance 1
   */
  record Tracked(double momentum, boolean restart) implements Statistics {}

  /**
   * {@code (1 - share) * source + share * batch}, the batch's variance unbiased (after Schneider et
   * al., 2020, with a fixed share, as for single pictures).
   *
   * @param share of the batch, 0 to 1
   */
  record Blend(double share) implements Statistics {
    /** Checks the range. */
    public Blend {
      requireShare(share);
    }
  }

  /**
   * Running statistics that follow the stream: a first pass moves them, a second one uses them.
   *
   * @param momentum share of a batch in the running statistics, above 0 to 1
   */
  record Following(double momentum) implements Statistics {
    /** Checks the range. */
    public Following {
      requireShare(momentum);
    }
  }

  /**
   * Statistics that follow the stream and are used in the same pass, with gradients through the
   * batch's share (robust batch normalisation: Yuan et al., RoTTA, 2023), biased variance.
   *
   * @param speed how fast they follow
   */
  record Robust(Speed speed) implements Statistics {}

  /** How much of the present batch goes into statistics that follow. */
  interface Speed extends Part {
    /** Share of a batch of {@code size} pictures, above 0 to 1. */
    double share(int size);

    /** Hears what was predicted for a batch, in the order of the stream. */
    default void predicted(double[][] probabilities) {}
  }

  /**
   * The same share whatever the size of a batch.
   *
   * @param share above 0 to 1
   */
  record PerBatch(double share) implements Speed {
    /** Checks the range. */
    public PerBatch {
      requireShare(share);
    }

    @Override
    public double share(int size) {
      return share;
    }
  }

  /**
   * A memory that is measured in pictures: a batch of N has the share N / horizon, at most 1.
   *
   * @param pictures the horizon, at least 1
   */
  record Horizon(double pictures) implements Speed {
    /** Checks the range. */
    public Horizon {
      if (!(pictures >= 1)) {
        throw new IllegalArgumentException(
            "horizon " + pictures + " pictures: at least 1 is allowed");
      }
    }

    @Override
    public double share(int size) {
      return Math.min(1, size / pictures);
    }
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + ": 0 to 1 is allowed");
    }
  }

  /** How the network that predicts is recorded. */
  default Norms.Form form() {
    if (this instanceof Batch) {
      return new Norms.Form.Batch();
    }
    if (this instanceof Tracked t) {
      return new Norms.Form.Tracked(t.momentum());
    }
    if (this instanceof Blend) {
      return new Norms.Form.Blended(true);
    }
    return this instanceof Robust ? new Norms.Form.Blended(false) : new Norms.Form.Running();
  }
}
