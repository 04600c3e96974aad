package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.ParameterSteps;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/** The part of an adapter that moves weights: steps, the teacher, rules that bring weights back. */
final class Learner implements AutoCloseable {
  private final Composition composition;
  private final Models models;
  private final Optimizer optimizer;
  private final Pulls pulls;
  private final Parameters climbedFrom;

  private Learner(
      Composition composition,
      Models models,
      Optimizer optimizer,
      Pulls pulls,
      Parameters climbedFrom) {
    this.composition = composition;
    this.models = models;
    this.optimizer = optimizer;
    this.pulls = pulls;
    this.climbedFrom = climbedFrom;
  }

  /** For a composition that learns. */
  static Learner open(
      TorchEngine engine, Composition composition, Models models, ElementType precision) {
    Optimization how = composition.optimization();
    composition.terms().forEach(t -> t.open(engine, precision, how.rule()));
    return new Learner(
        composition,
        models,
        Optimizer.of(models.student().parameters(), how.rule()),
        Pulls.of(models, composition.penalties()),
        how.sharpness().isPresent() ? models.anotherStart() : null);
  }

  /** Adds the derivatives of all terms; their sum, NaN where nothing was kept. */
  double loss(Pass pass, Selection selection) {
    return selection.count() > 0 ? addTerms(pass, selection) : Double.NaN;
  }

  private double addTerms(Pass pass, Selection selection) {
    double sum = 0;
    for (LossTerm term : composition.terms()) {
      sum += term.add(pass, selection);
    }
    return sum;
  }

  /** Goes back from the terms' derivatives and takes a step, if there is one to take. */
  Adapted.Step step(Pass pass, Selection selection, double loss) {
    boolean some = selection.count() > 0;
    Parameters moved = models.student().parameters();
    double last = loss;
    if (some) {
      pass.backward();
    }
    if (composition.optimization().sharpness().isPresent()) {
      Optimization.Sharpness sharpness = composition.optimization().sharpness().get();
      last = some ? climb(pass, selection, sharpness) : Double.NaN;
      boolean empty = Double.isNaN(last);
      if (empty && !(sharpness.emptySteps() && optimizer.steps() > 0)) {
        moved.clearGradients();
        return Adapted.Step.none();
      }
    } else if (!some) {
      return Adapted.Step.none();
    }
    pulls.add(moved);
    ParameterSteps.Kept kept =
        composition.restores().stream().anyMatch(Restore::needsGradients)
            ? ParameterSteps.keepGradients(moved)
            : null;
    double rate = composition.optimization().learningRate();
    double norm = optimizer.step(rate, Double.POSITIVE_INFINITY);
    boolean taken = Double.isFinite(norm);
    if (taken) {
      composition.terms().forEach(t -> t.step(rate));
      teach();
    }
    return new Adapted.Step(taken, last, kept);
  }

  /** Gradients at the top of the ascent; the loss there, NaN where nothing was kept. */
  private double climb(Pass pass, Selection selection, Optimization.Sharpness sharpness) {
    Parameters moved = models.student().parameters();
    ParameterSteps.keep(moved, climbedFrom);
    ParameterSteps.climb(moved, sharpness.radius(), sharpness.epsilon());
    Pass top = pass.again();
    Selection again = selection.again();
    composition.rules().forEach(r -> r.apply(top, again));
    double loss = Double.NaN;
    if (again.count() > 0) {
      loss = addTerms(top, again);
      top.backward();
    }
    ParameterSteps.copy(moved, climbedFrom);
    return loss;
  }

  private void teach() {
    if (models.hasTeacher()) {
      ParameterSteps.blend(
          models.teacher().parameters(),
          models.student().parameters(),
          1 - models.teaching().momentum());
    }
  }

  /** Lets the rules that bring weights back look at what a batch has led to. */
  List<String> restore(Pass pass, Adapted.Step step) {
    if (composition.restores().isEmpty()) {
      return List.of();
    }
    try {
      Adapted adapted =
          new Adapted(
              pass,
              models.student().parameters(),
              models.source().parameters(),
              optimizer,
              this::forget,
              step);
      composition.restores().forEach(r -> r.after(adapted));
      return adapted.events();
    } finally {
      if (step.gradients() != null) {
        step.gradients().close();
      }
    }
  }

  private void forget() {
    composition.parts().forEach(Part::reset);
  }

  /** Takes a step along what the pass has gathered, at a share of the learning rate. */
  void warmUp(Pass pass, double share) {
    pass.backward();
    optimizer.step(composition.optimization().learningRate() * share, Double.POSITIVE_INFINITY);
    teach();
  }

  /** What is moved, and the optimiser, back to the beginning. */
  void startAgain() {
    ParameterSteps.copy(models.student().parameters(), models.source().parameters());
    optimizer.reset();
  }

  /** The optimiser back to the beginning. */
  void forgetSteps() {
    optimizer.reset();
  }

  @Override
  public void close() {
    composition.terms().forEach(LossTerm::close);
    optimizer.close();
    pulls.close();
    if (climbedFrom != null) {
      climbedFrom.close();
    }
  }
}
