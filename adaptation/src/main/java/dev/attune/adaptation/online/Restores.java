package dev.attune.adaptation.online;

/** Rules that bring weights back. */
public final class Restores {
  private Restores() {}

  /**
   * Each scalar goes back with a probability, after every step (Wang et al., CoTTA, 2022).
   *
   * @param probability 0 to 1
   */
  public record Stochastic(double probability) implements Restore {
    @Override
    public void after(Adapted adapted) {
      if (adapted.stepped()) {
        adapted.restoreRandomly(probability);
      }
    }
  }

  /**
   * The scalars with the least squared gradients go back, after every step (Brahma and Rai, PETAL,
   * 2023).
   *
   * @param quantile share of scalars, 0 to 1
   */
  public record FisherQuantile(double quantile) implements Restore {
    @Override
    public boolean needsGradients() {
      return true;
    }

    @Override
    public void after(Adapted adapted) {
      if (adapted.stepped()) {
        adapted.restoreLeast(quantile);
      }
    }
  }

  /**
   * The weights are averaged with those from before, after every step (Marsden et al., ROID, 2024).
   *
   * @param momentum share of the present weights, 0 to 1
   */
  public record WeightEnsemble(double momentum) implements Restore {
    @Override
    public void after(Adapted adapted) {
      if (adapted.stepped()) {
        adapted.pullBack(1 - momentum);
      }
    }
  }

  /** Everything starts again after every n-th batch (Press et al., RDumb, 2023). */
  public static final class EveryN implements Restore {
    private final int n;
    private int seen;

    /** After {@code n} batches, at least 1. */
    public EveryN(int n) {
      if (n < 1) {
        throw new IllegalArgumentException("every " + n + " batches: at least 1 is allowed");
      }
      this.n = n;
    }

    @Override
    public void after(Adapted adapted) {
      seen++;
      if (seen == n) {
        adapted.startAgain();
        adapted.event("calendar: started again after " + n + " batches");
        seen = 0;
      }
    }

    @Override
    public void reset() {
      seen = 0;
    }

    @Override
    public String toString() {
      return "EveryN[" + n + "]";
    }
  }

  /**
   * The weights go back once a moving average of the loss, {@code e = 0.9 e + 0.1 loss}, falls
   * below a level (Niu et al., SAR, 2023).
   */
  public static final class EntropyFloor implements Restore {
    private static final double MOMENTUM = 0.9;

    private final double level;
    private final boolean compatible;
    private double average = Double.NaN;

    /**
     * Below {@code level}, in nats.
     *
     * @param compatible whether the average and the optimiser's moments outlive a recovery, as in
     *     the authors' program, so that following batches recover again
     */
    public EntropyFloor(double level, boolean compatible) {
      this.level = level;
      this.compatible = compatible;
    }

    @Override
    public void after(Adapted adapted) {
      double loss = adapted.lastLoss();
      if (!Double.isNaN(loss)) {
        average = Double.isNaN(average) ? loss : MOMENTUM * average + (1 - MOMENTUM) * loss;
      }
      adapted.pass().note("loss average", average);
      if (average < level) {
        if (compatible) {
          adapted.restoreParameters();
        } else {
          adapted.startAgain();
        }
        adapted.event("entropy floor: restored");
      }
    }

    @Override
    public void reset() {
      average = Double.NaN;
    }

    @Override
    public String toString() {
      return "EntropyFloor[level=" + level + ", compatible=" + compatible + "]";
    }
  }
}
