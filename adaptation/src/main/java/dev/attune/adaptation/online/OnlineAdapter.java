package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.ParameterSteps;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier on a stream: batches go in, predictions come out, and the classifier moves as its
 * {@link Composition} says. Nothing that a batch holds makes it fail: where the adapted model gives
 * numbers that are not finite, the source model answers and everything starts again. Used by one
 * thread at a time.
 */
public final class OnlineAdapter implements AutoCloseable {
  private final Composition composition;
  private final Models models;
  private final Draws draws;
  private final Optimizer optimizer;
  private final Pulls pulls;
  private final Parameters climbedFrom;
  private long batches;

  private OnlineAdapter(
      Composition composition,
      Models models,
      Draws draws,
      Optimizer optimizer,
      Pulls pulls,
      Parameters climbedFrom) {
    this.composition = composition;
    this.models = models;
    this.draws = draws;
    this.optimizer = optimizer;
    this.pulls = pulls;
    this.climbedFrom = climbedFrom;
  }

  /**
   * An adapter at the beginning of a stream.
   *
   * @param engine stays open until the adapter is closed
   * @param weights of the backbone, under its published names
   * @param composition used by this adapter alone
   * @param draws everything random
   */
  public static OnlineAdapter open(
      TorchEngine engine,
      Backbone backbone,
      Weights weights,
      Composition composition,
      Draws draws) {
    return open(engine, backbone, weights, composition, draws, ElementType.FLOAT32);
  }

  /**
   * An adapter that computes in a precision of choice.
   *
   * @param precision FLOAT32, or FLOAT64 to check numbers
   */
  public static OnlineAdapter open(
      TorchEngine engine,
      Backbone backbone,
      Weights weights,
      Composition composition,
      Draws draws,
      ElementType precision) {
    Models models = new Models(engine, backbone, weights, composition, precision);
    Optimizer optimizer = null;
    Pulls pulls = null;
    Parameters climbedFrom = null;
    if (composition.learns()) {
      Parameters moved = models.student().parameters();
      optimizer = Optimizer.of(moved, composition.optimization().rule());
      pulls = Pulls.of(models, composition.penalties());
      climbedFrom =
          composition.optimization().sharpness().isPresent() ? models.anotherStart() : null;
      composition
          .terms()
          .forEach(t -> t.open(engine, precision, composition.optimization().rule()));
    }
    return new OnlineAdapter(composition, models, draws, optimizer, pulls, climbedFrom);
  }

  /**
   * Predicts a batch and perhaps learns from it. The prediction does not know of the step that the
   * batch leads to, unless the method says otherwise.
   */
  public Prediction process(Pictures batch) {
    draws.begin(batches++);
    if (composition.memory().isPresent()) {
      return remember(batch, composition.memory().get());
    }
    models.observe(batch);
    Optimization how = composition.optimization();
    if (composition.learns() && how.episodic()) {
      startAgain();
    }
    Prediction last = null;
    for (int i = 0; i < (composition.learns() ? how.steps() : 1); i++) {
      try (Scope scope = new Scope()) {
        last = look(new Pass(models, scope, draws, batch, composition.learns()));
      }
    }
    return last;
  }

  /** The teacher answers; what it has seen is learnt from later, mixed with what came before. */
  private Prediction remember(Pictures batch, ClassMemory memory) {
    try (Scope scope = new Scope()) {
      double[][] logits = models.teacher().frozen(scope, batch).logits();
      if (!Distributions.isFinite(logits)) {
        return fallBack(new Pass(models, scope, draws, batch, false));
      }
      Map<String, double[]> notes = new LinkedHashMap<>();
      List<String> events = new ArrayList<>();
      int used = 0;
      for (int i = 0; i < logits.length; i++) {
        if (memory.offer(batch.select(i), logits[i])) {
          Prediction step = recall(memory.content());
          notes.putAll(step.notes());
          events.addAll(step.events());
          used += step.adapted() ? step.used() : 0;
        }
      }
      notes.put("memory rows", new double[] {memory.size()});
      return new Prediction(Prediction.Kind.LOGITS, logits, used > 0, used, notes, events);
    }
  }

  private Prediction recall(ClassMemory.Content content) {
    try (Scope scope = new Scope()) {
      Pictures strong = draws.view(content.pictures(), 0, new StrongViews(true));
      Pass pass = Pass.taught(models, scope, draws, strong, content.pictures());
      return look(pass, content.weights());
    }
  }

  /**
   * Brings student and teacher together on pictures of the source domain before the stream begins,
   * with a rate that grows linearly to the full one (Döbler et al., RMT, 2023). The optimiser goes
   * on from there.
   *
   * @param source one batch for every step
   * @param term what is made less, such as {@link TargetTerm#symmetricCrossEntropy}
   */
  public void warmUp(List<Pictures> source, LossTerm term) {
    for (int i = 0; i < source.size(); i++) {
      draws.begin(i);
      models.observe(source.get(i));
      try (Scope scope = new Scope()) {
        Pass pass = new Pass(models, scope, draws, source.get(i), true);
        term.add(pass, Selection.all(pass.size()));
        pass.backward();
        double rate = composition.optimization().learningRate() * (i + 1) / source.size();
        optimizer.step(rate, Double.POSITIVE_INFINITY);
        teach();
      }
    }
  }

  /** One pass with its step; {@code weights} are those the samples begin with, none for all 1. */
  private Prediction look(Pass pass, double... weights) {
    if (!Distributions.isFinite(pass.logits())) {
      return fallBack(pass);
    }
    Selection selection = Selection.all(pass.size());
    for (int i = 0; i < weights.length; i++) {
      selection.weigh(i, weights[i]);
    }
    composition.rules().forEach(r -> r.apply(pass, selection));
    pass.note("kept", Arrays.stream(selection.kept()).asDoubleStream().toArray());
    double loss = learnsFrom(selection) ? addTerms(pass, selection) : Double.NaN;
    double[][] values = composition.output().predict(pass);
    if (!Distributions.isFinite(values)) {
      return fallBack(pass);
    }
    if (composition.statistics() instanceof Statistics.Robust robust) {
      robust.speed().predicted(pass.probabilities());
    }
    List<String> events = List.of();
    boolean stepped = false;
    if (composition.learns()) {
      Adapted.Step step = step(pass, selection, loss);
      stepped = step.taken();
      events = restore(pass, step);
    }
    return new Prediction(
        composition.output().kind(),
        values,
        stepped,
        composition.learns() ? selection.count() : 0,
        pass.notes(),
        events);
  }

  private boolean learnsFrom(Selection selection) {
    return composition.learns() && selection.count() > 0;
  }

  private Prediction fallBack(Pass pass) {
    double[][] source = pass.source();
    reset();
    return new Prediction(
        Prediction.Kind.LOGITS,
        source,
        false,
        0,
        pass.notes(),
        List.of("finite: the source model answered and everything started again"));
  }

  private double addTerms(Pass pass, Selection selection) {
    double sum = 0;
    for (LossTerm term : composition.terms()) {
      sum += term.add(pass, selection);
    }
    return sum;
  }

  private Adapted.Step step(Pass pass, Selection selection, double loss) {
    boolean some = learnsFrom(selection);
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

  private List<String> restore(Pass pass, Adapted.Step step) {
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

  private void startAgain() {
    ParameterSteps.copy(models.student().parameters(), models.source().parameters());
    optimizer.reset();
  }

  /**
   * Back to the beginning of the stream: weights, statistics, optimiser, and what parts remember.
   */
  public void reset() {
    models.reset();
    if (optimizer != null) {
      optimizer.reset();
    }
    forget();
  }

  /** The method with all its settings. */
  public Composition composition() {
    return composition;
  }

  /** Number of batches seen. */
  public long batches() {
    return batches;
  }

  /**
   * The models as they are now: {@code model}, with a teacher {@code teacher}, and those that loss
   * terms have.
   */
  public Map<String, Weights> models() {
    Map<String, Weights> out = new LinkedHashMap<>();
    out.put("model", models.student().parameters().toWeights());
    if (models.hasTeacher()) {
      out.put("teacher", models.teacher().parameters().toWeights());
    }
    composition.terms().forEach(t -> out.putAll(t.models()));
    return out;
  }

  /** Mean and variance of the last batch by buffer name, only with {@link Statistics.Blend}. */
  public Map<String, HostTensor> batchStatistics() {
    return models.student().batchStatistics();
  }

  @Override
  public void close() {
    composition.terms().forEach(LossTerm::close);
    if (optimizer != null) {
      optimizer.close();
      pulls.close();
    }
    if (climbedFrom != null) {
      climbedFrom.close();
    }
    models.close();
  }
}
