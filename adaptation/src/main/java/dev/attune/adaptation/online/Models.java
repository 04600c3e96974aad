package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.backbones.Norms;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.Weights;
import java.util.List;

/**
 * The classifiers of one adapter. All begin with the same weights; those that a composition never
 * asks for are never made.
 */
final class Models implements AutoCloseable {
  private final TorchEngine engine;
  private final Backbone backbone;
  private final Weights weights;
  private final Composition composition;
  private final ElementType precision;
  private final Classifier student;
  private Classifier teacher;
  private Classifier source;
  private Classifier anchor;

  Models(
      TorchEngine engine,
      Backbone backbone,
      Weights weights,
      Composition composition,
      ElementType precision) {
    Network plain = backbone.network("plain", new Norms(new Norms.Form.Running()));
    this.engine = engine;
    this.backbone = backbone;
    this.weights = StartStatistics.filled(weights, composition.statistics(), plain);
    this.composition = composition;
    this.precision = precision;
    this.student = open(composition.statistics(), composition.moved());
  }

  private Classifier open(Statistics statistics, Moved moved) {
    return Classifier.open(engine, backbone, weights, statistics, moved, precision);
  }

  /** Weights that all begin with. */
  Weights weights() {
    return weights;
  }

  /** Untrained parameters of this network with values of choice; the caller closes them. */
  Parameters parameters(Weights values) {
    Network plain = backbone.network("plain", new Norms(new Norms.Form.Running()));
    Parameters out = Parameters.of(engine, values, List.of(plain), precision);
    out.restrict(name -> false);
    return out;
  }

  /** The weights from before once more, to keep others in; the caller closes them. */
  Parameters anotherStart() {
    return parameters(weights);
  }

  /** The one that is adapted. */
  Classifier student() {
    return student;
  }

  /** The average of the adapted one. */
  Classifier teacher() {
    if (teacher == null) {
      teacher = open(composition.statistics(), composition.moved());
    }
    return teacher;
  }

  /** The one from before, under its running statistics. */
  Classifier source() {
    if (source == null) {
      source = open(new Statistics.Source(), new Moved.Nothing());
    }
    return source;
  }

  /** The one from before, under the composition's statistics. */
  Classifier anchor() {
    if (anchor == null) {
      anchor = open(composition.statistics(), new Moved.Nothing());
    }
    return anchor;
  }

  /** How the teacher is taught; the composition must have one. */
  Teacher teaching() {
    return composition
        .teacher()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "method '" + composition.name() + "' asks for a teacher and has none"));
  }

  /** Whether there is a teacher to be moved. */
  boolean hasTeacher() {
    return composition.teacher().isPresent();
  }

  /** Lets statistics that have a pass of their own see a batch. */
  void observe(Pictures pictures) {
    student.observe(pictures);
    if (hasTeacher()) {
      teacher().observe(pictures);
    }
    if (anchor != null) {
      anchor.observe(pictures);
    }
  }

  /** Puts everything back to the weights from before. */
  void reset() {
    student.reset();
    if (teacher != null) {
      teacher.reset();
    }
    if (anchor != null) {
      anchor.reset();
    }
  }

  @Override
  public void close() {
    student.close();
    for (Classifier c : new Classifier[] {teacher, source, anchor}) {
      if (c != null) {
        c.close();
      }
    }
  }
}
