package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.util.Map;

/** One summand of what is made less. */
public interface LossTerm extends Part, AutoCloseable {
  /**
   * Adds the derivatives of this term to what was looked at in the pass.
   *
   * @param selection not empty
   * @return the term's value
   */
  double add(Pass pass, Selection selection);

  /** Called once, before the stream, for terms that have parameters of their own. */
  default void open(TorchEngine engine, ElementType precision, OptimizerRule rule) {}

  /** Takes a step with parameters of its own, along gradients that the pass has gathered. */
  default void step(double learningRate) {}

  /** Models of its own by name, as they are now. */
  default Map<String, Weights> models() {
    return Map.of();
  }

  @Override
  default void close() {}
}
