package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Optional<Learner> learner;
  private long batches;

  private OnlineAdapter(
      Composition composition, Models models, Draws draws, Optional<Learner> learner) {
    this.composition = composition;
    this.models = models;
    this.draws = draws;
    this.learner = learner;
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
    Optional<Learner> learner =
        composition.learns()
            ? Optional.of(Learner.open(engine, composition, models, precision))
            : Optional.empty();
    return new OnlineAdapter(composition, models, draws, learner);
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
    if (how.episodic()) {
      learner.ifPresent(Learner::startAgain);
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
        learner.orElseThrow().warmUp(pass, (i + 1.0) / source.size());
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
    double loss = learner.map(l -> l.loss(pass, selection)).orElse(Double.NaN);
    double[][] values = composition.output().predict(pass);
    if (!Distributions.isFinite(values)) {
      return fallBack(pass);
    }
    if (composition.statistics() instanceof Statistics.Robust robust) {
      robust.speed().predicted(pass.probabilities());
    }
    List<String> events = List.of();
    boolean stepped = false;
    if (learner.isPresent()) {
      Adapted.Step step = learner.get().step(pass, selection, loss);
      stepped = step.taken();
      events = learner.get().restore(pass, step);
    }
    return new Prediction(
        composition.output().kind(),
        values,
        stepped,
        composition.learns() ? selection.count() : 0,
        pass.notes(),
        events);
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

  /**
   * Back to the beginning of the stream: weights, statistics, optimiser, and what parts remember.
   */
  public void reset() {
    models.reset();
    learner.ifPresent(Learner::forgetSteps);
    composition.parts().forEach(Part::reset);
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
    learner.ifPresent(Learner::close);
    models.close();
  }
}
