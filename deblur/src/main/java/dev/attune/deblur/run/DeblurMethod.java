package dev.attune.deblur.run;

import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.adapt.FineTuneSettings;
import java.util.Objects;

/**
 * With which network videos are restored, and how it is adapted to them.
 *
 * @param weightsName catalogue name or file, for people
 * @param weights source weights of a deblurring network
 * @param pairs how pseudo-pairs are made
 * @param fineTune how the network is trained on them
 * @param flowWidthPx about the width of the pictures on which motion is measured, at least 64; less
 *     is faster and less exact
 */
public record DeblurMethod(
    String weightsName,
    Weights weights,
    PairSettings pairs,
    FineTuneSettings fineTune,
    int flowWidthPx) {
  private static final int LEAST_FLOW_WIDTH_PX = 64;

  /** Checks the ranges. */
  public DeblurMethod {
    Objects.requireNonNull(weights, "weights");
    if (flowWidthPx < LEAST_FLOW_WIDTH_PX) {
      throw new IllegalArgumentException(
          "flow width " + flowWidthPx + " px: at least " + LEAST_FLOW_WIDTH_PX + " is allowed");
    }
  }
}
