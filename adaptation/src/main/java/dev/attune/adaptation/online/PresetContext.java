package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.Weights;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What authors' settings depend on.
 *
 * @param engine for what is computed before the stream
 * @param backbone the classifier
 * @param weights of it
 * @param batchSize pictures in a batch, at least 1
 * @param small whether pictures are small, as in CIFAR, rather than as in ImageNet
 * @param source labelled batches of the source domain, or none
 */
public record PresetContext(
    TorchEngine engine,
    Backbone backbone,
    Weights weights,
    int batchSize,
    boolean small,
    List<Labelled> source) {
  /** Keeps a copy of the list. */
  public PresetContext {
    source = List.copyOf(source);
  }

  /** Number of classes K. */
  int classes() {
    return backbone.classes();
  }

  /** A share of ln K. */
  double nats(double share) {
    return share * Math.log(classes());
  }

  /** EATA's margin of the cosine. */
  double redundant() {
    return classes() <= 10 ? 0.4 : classes() <= 100 ? 0.1 : 0.05;
  }

  /** Adam with 1e-3 for small pictures, SGD with 2.5e-4 for others. */
  Optimization optimization() {
    return small ? Optimization.adam(1e-3) : Optimization.sgd(2.5e-4);
  }

  /** Importances of the scales and offsets of normalisation. */
  Weights fisher(Statistics statistics) {
    return Fisher.of(
        engine,
        backbone,
        weights,
        statistics,
        new Moved.NormAffine(),
        source.stream().map(Labelled::pictures).toList(),
        ElementType.FLOAT32);
  }

  /** Features of the source pictures. */
  Prototypes seen(Statistics statistics) {
    return Prototypes.of(engine, backbone, weights, statistics, source, ElementType.FLOAT32);
  }

  /** The source batches one after the other, again and again. */
  Supplier<Labelled> replay() {
    AtomicInteger next = new AtomicInteger();
    return () -> source.get(Math.floorMod(next.getAndIncrement(), source.size()));
  }
}
