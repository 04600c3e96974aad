package dev.attune.adaptation.online;

/** Rules that watch for collapse and start again when they see it. */
public final class Guards {
  private Guards() {}

  /**
   * Starts again when the predictions have become much less diverse than those of the model from
   * before on the same pictures: the entropies of the moving averages of both mean predictions are
   * compared, so that a stream of one class alone raises no alarm. Costs one forward of the model
   * from before for every looked-at batch. Our own; of several guards tried on streams that make
   * Tent collapse it was the one that fired in time.
   */
  public static final class Diversity implements Restore {
    private static final double MOMENTUM = 0.95;

    private final double margin;
    private final int patience;
    private double[] adaptedMean;
    private double[] sourceMean;
    private int seen;

    /**
     * A guard without memory yet.
     *
     * @param margin by how much less, as a share of ln K; 0.2 is usual
     * @param patience batches before it may act, at least 0; 20 is usual
     */
    public Diversity(double margin, int patience) {
      if (!(margin > 0) || patience < 0) {
        throw new IllegalArgumentException(
            "margin "
                + margin
                + " and patience "
                + patience
                + ": above 0 and at least 0 are allowed");
      }
      this.margin = margin;
      this.patience = patience;
    }

    @Override
    public void after(Adapted adapted) {
      Pass pass = adapted.pass();
      adaptedMean = moved(adaptedMean, pass.probabilities());
      sourceMean = moved(sourceMean, Distributions.softmax(pass.source()));
      seen++;
      double lost = Distributions.entropyOf(sourceMean) - Distributions.entropyOf(adaptedMean);
      pass.note("diversity lost", lost);
      if (seen > patience && lost > margin * Math.log(sourceMean.length)) {
        adapted.startAgain();
        adapted.event("diversity: started again, " + lost + " nats below the source model");
      }
    }

    private static double[] moved(double[] old, double[][] probabilities) {
      double[] mean = Distributions.mean(probabilities);
      return old == null ? mean : Distributions.blend(old, mean, MOMENTUM);
    }

    @Override
    public void reset() {
      adaptedMean = null;
      sourceMean = null;
      seen = 0;
    }

    @Override
    public String toString() {
      return "Diversity[margin=" + margin + ", patience=" + patience + "]";
    }
  }

  /**
   * Pulls what has moved half the way back whenever it lies too far from where it began. Our own.
   *
   * @param most of {@code |theta - theta0| / |theta0|}, above 0; 0.3 is usual
   */
  public record Drift(double most) implements Restore {
    /** Checks the range. */
    public Drift {
      if (!(most > 0)) {
        throw new IllegalArgumentException("drift " + most + ": above 0 is allowed");
      }
    }

    @Override
    public void after(Adapted adapted) {
      if (!adapted.stepped()) {
        return;
      }
      double drift = adapted.drift();
      adapted.pass().note("drift", drift);
      if (!(drift <= most)) {
        adapted.pullBack(0.5);
        adapted.event("drift: " + drift + " pulled half the way back");
      }
    }
  }
}
