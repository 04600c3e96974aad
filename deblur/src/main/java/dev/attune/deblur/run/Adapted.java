package dev.attune.deblur.run;

import dev.attune.adaptation.training.Outcome;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.adapt.FineTuner;
import java.util.List;
import java.util.Optional;

/**
 * What adapting to a video, or to a scene of one, came to.
 *
 * @param outcome how it ended
 * @param weights to restore with; the source weights unless it improved
 * @param steps optimisation steps taken
 * @param pairs that were trained and judged on
 * @param analysis what was seen; empty where nobody looked
 * @param heldOut loss on held-out pairs of source and adapted model
 * @param reblur error of results blurred again, of source and adapted model
 */
record Adapted(
    Outcome outcome,
    Weights weights,
    int steps,
    FineTuner.Split pairs,
    Optional<Analysis> analysis,
    RunResult.Change heldOut,
    RunResult.Change reblur) {

  /** No adaptation: the source weights restore. */
  static Adapted skipped(String reason, Weights source, Optional<Analysis> analysis) {
    return new Adapted(
        new Outcome.Skipped(reason),
        source,
        0,
        new FineTuner.Split(List.of(), List.of(), List.of()),
        analysis,
        RunResult.Change.UNKNOWN,
        RunResult.Change.UNKNOWN);
  }

  /** Counts of its pairs. */
  RunResult.Pairs pairCounts() {
    return new RunResult.Pairs(pairs.training().size(), pairs.heldOut().size());
  }
}
