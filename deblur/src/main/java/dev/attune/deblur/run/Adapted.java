package dev.attune.deblur.run;

import dev.attune.adaptation.training.Outcome;
import dev.attune.adaptation.weights.Weights;
import java.util.Optional;

/**
 * What adapting to a video, or to a scene of one, came to.
 *
 * @param outcome how it ended
 * @param weights to restore with; the source weights unless it improved
 * @param steps optimisation steps taken
 * @param pairs counts of what was trained and judged on
 * @param seen what restoring wants to know; empty where nobody looked
 * @param heldOut loss on held-out pairs of source and adapted model
 * @param reblur error of results blurred again, of source and adapted model
 */
record Adapted(
    Outcome outcome,
    Weights weights,
    int steps,
    RunResult.Pairs pairs,
    Optional<Seen> seen,
    RunResult.Change heldOut,
    RunResult.Change reblur) {

  /**
   * What one look at a video tells those who restore it.
   *
   * @param frames read
   * @param exposureFraction open time of the shutter over the time between frames
   * @param noiseEnergy of fine gradients, to be taken off when sharpness is measured
   */
  record Seen(long frames, double exposureFraction, double noiseEnergy) {
    static Seen of(Analysis analysis) {
      return new Seen(analysis.frames(), analysis.exposure().fraction(), analysis.noiseEnergy());
    }
  }

  /** No adaptation: the source weights restore. */
  static Adapted skipped(String reason, Weights source, Optional<Seen> seen) {
    return new Adapted(
        new Outcome.Skipped(reason),
        source,
        0,
        new RunResult.Pairs(0, 0),
        seen,
        RunResult.Change.UNKNOWN,
        RunResult.Change.UNKNOWN);
  }

  /**
   * The same for a file.
   *
   * @param weights empty for the source weights
   */
  record State(
      Outcome outcome,
      Optional<Weights> weights,
      int steps,
      RunResult.Pairs pairs,
      Optional<Seen> seen,
      RunResult.Change heldOut,
      RunResult.Change reblur) {
    Adapted with(Weights source) {
      return new Adapted(outcome, weights.orElse(source), steps, pairs, seen, heldOut, reblur);
    }
  }

  State state(Weights source) {
    return new State(
        outcome,
        weights == source ? Optional.empty() : Optional.of(weights),
        steps,
        pairs,
        seen,
        heldOut,
        reblur);
  }
}
