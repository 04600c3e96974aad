package dev.attune.adaptation.training;

import dev.attune.adaptation.weights.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * A guarded transaction: some optimisation steps on self-made data end either in weights that are
 * better on a held-out share of it, or in the weights from before. Stops early when the held-out
 * share gains nothing any more, and gives the best weights seen.
 *
 * @param budget what it may cost
 * @param learningRate by progress in 0..1 of the steps
 * @param checkEvery steps between looks at the held-out share, at least 1
 * @param patience looks without gain after which training stops, at least 1
 * @param leastGain relative gain on the held-out share below which the weights from before are
 *     kept, such as 0.03
 */
public record Adaptation(
    Budget budget,
    DoubleUnaryOperator learningRate,
    int checkEvery,
    int patience,
    double leastGain) {

  /** Hears about every step. */
  @FunctionalInterface
  public interface Observer {
    /**
     * A step was taken.
     *
     * @param step steps taken, from 1
     * @param loss of this step
     * @param heldOut loss on the held-out share, NaN where it was not measured
     */
    void step(int step, double loss, double heldOut);
  }

  /**
   * How a run ended.
   *
   * @param outcome what became of it
   * @param weights to use from now on
   * @param steps taken
   * @param before held-out loss of the weights from before, NaN when skipped
   * @param after held-out loss of {@code weights}, NaN when skipped
   */
  public record Ended(Outcome outcome, Weights weights, int steps, double before, double after) {}

  /**
   * How far a run has come; with the state of its trial it can go on from here.
   *
   * @param taken steps
   * @param stale looks without gain since the best one
   * @param before held-out loss of the weights from before
   * @param last held-out loss at the last look
   * @param best least held-out loss
   * @param bestWeights what gave it; empty for the weights from before
   * @param guards memories of the guards, in order
   */
  public record Progress(
      int taken,
      int stale,
      double before,
      double last,
      double best,
      Optional<Weights> bestWeights,
      List<List<Double>> guards) {}

  /** May keep how far a run has come. */
  @FunctionalInterface
  public interface Keeper {
    /** Keeps nothing. */
    Keeper NONE = progress -> {};

    /**
     * A step was taken and told.
     *
     * @param progress makes what is to be kept; costs nothing unless it is asked
     */
    void step(Supplier<Progress> progress);
  }

  /** Checks the ranges. */
  public Adaptation {
    if (checkEvery < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "check every "
              + checkEvery
              + " steps with patience "
              + patience
              + ": both must be at least 1");
    }
    if (!(leastGain >= 0 && leastGain < 1)) {
      throw new IllegalArgumentException("least gain " + leastGain + ": 0 to below 1 is allowed");
    }
  }

  /**
   * Runs the transaction. However it ends, the trial then holds the weights that are given back. An
   * interrupted thread ends it early with the best weights so far; the interrupt stays set.
   *
   * @param guards fresh ones, for this run alone
   */
  public Ended run(Trial trial, List<Guard> guards, Observer observer) {
    return run(trial, trial.weights(), Optional.empty(), guards, observer, Keeper.NONE);
  }

  /**
   * The same, from where another run was kept; the time of a budget begins anew.
   *
   * @param trial in the state that it had there
   * @param source the weights from before
   * @param from how far that run had come; empty to begin
   * @param keeper may keep how far this one comes
   */
  public Ended run(
      Trial trial,
      Weights source,
      Optional<Progress> from,
      List<Guard> guards,
      Observer observer,
      Keeper keeper) {
    if (budget.steps() == 0) {
      return new Ended(
          new Outcome.Skipped("no steps are allowed"), source, 0, Double.NaN, Double.NaN);
    }
    double before = from.map(Progress::before).orElseGet(trial::heldOut);
    Run run = new Run(source, before, guards, keeper);
    from.ifPresent(run::goOn);
    Optional<String> trouble =
        Double.isFinite(before)
            ? run.steps(trial, observer)
            : Optional.of("the held-out loss of the source weights is " + before);
    if (trouble.isPresent()) {
      trial.restore(source);
      return new Ended(new Outcome.RolledBack(trouble.get()), source, run.taken, before, before);
    }
    if (run.best < before * (1 - leastGain)) {
      trial.restore(run.bestWeights);
      return new Ended(
          new Outcome.Improved(before, run.best), run.bestWeights, run.taken, before, run.best);
    }
    trial.restore(source);
    Outcome outcome =
        run.last > before * (1 + leastGain)
            ? new Outcome.RolledBack(
                String.format("the loss on held-out data rose from %.4g to %.4g", before, run.last))
            : new Outcome.Unchanged(
                String.format(
                    "the loss on held-out data stayed at %.4g (best %.4g)", before, run.best));
    return new Ended(outcome, source, run.taken, before, before);
  }

  /** What changes while steps are taken. */
  private final class Run {
    private final long start = System.nanoTime();
    private final Weights source;
    private final double before;
    private final List<Guard> guards;
    private final Keeper keeper;
    private Weights bestWeights;
    private double best;
    private double last;
    private int taken;
    private int stale;

    Run(Weights source, double before, List<Guard> guards, Keeper keeper) {
      this.source = source;
      this.before = before;
      this.guards = guards;
      this.keeper = keeper;
      this.bestWeights = source;
      this.best = before;
      this.last = before;
    }

    void goOn(Progress from) {
      taken = from.taken();
      stale = from.stale();
      last = from.last();
      best = from.best();
      bestWeights = from.bestWeights().orElse(source);
      for (int i = 0; i < guards.size(); i++) {
        guards.get(i).recall(from.guards().get(i));
      }
    }

    private Progress progress() {
      return new Progress(
          taken,
          stale,
          before,
          last,
          best,
          bestWeights == source ? Optional.empty() : Optional.of(bestWeights),
          guards.stream().map(Guard::memory).toList());
    }

    Optional<String> steps(Trial trial, Observer observer) {
      while (taken < budget.steps()
          && stale < patience
          && !Thread.currentThread().isInterrupted()
          && Duration.ofNanos(System.nanoTime() - start).compareTo(budget.time()) < 0) {
        double rate = learningRate.applyAsDouble((double) taken / budget.steps());
        double loss = trial.gradients(taken);
        double norm = trial.update(rate);
        Guard.Observation seen = new Guard.Observation(taken, loss, norm);
        taken++;
        for (Guard g : guards) {
          Optional<String> trouble = g.check(seen);
          if (trouble.isPresent()) {
            return trouble;
          }
        }
        boolean look = taken % checkEvery == 0 || taken == budget.steps();
        if (look) {
          last = trial.heldOut();
          if (!Double.isFinite(last)) {
            return Optional.of("the held-out loss is " + last + " after step " + taken);
          }
          stale = last < best ? 0 : stale + 1;
          if (last < best) {
            best = last;
            bestWeights = trial.weights();
          }
        }
        observer.step(taken, loss, look ? last : Double.NaN);
        keeper.step(this::progress);
      }
      return Optional.empty();
    }
  }
}
