package dev.attune.adaptation.training;

import dev.attune.adaptation.weights.Weights;

/** What an {@link Adaptation} moves: a model with its self-made training signal. */
public interface Trial {
  /**
   * Gathers the gradients of one step.
   *
   * @param step from 0
   * @return the loss
   */
  double gradients(int step);

  /**
   * Takes one step along the gathered gradients and forgets them.
   *
   * @return the gradient norm before clipping
   */
  double update(double learningRate);

  /**
   * Loss on the held-out share of the data with the present weights; the same data at every call.
   */
  double heldOut();

  /** The present weights. */
  Weights weights();

  /** Overwrites the present weights. */
  void restore(Weights weights);
}
