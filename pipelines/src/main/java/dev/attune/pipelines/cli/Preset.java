package dev.attune.pipelines.cli;

import java.util.Locale;

/** Model and settings of the adaptation under one name; single options win over it. */
enum Preset {
  /** A narrow network, motion measured coarsely, few steps on few pairs. */
  FAST("path-kernel-fast", 60, 16, 1e-4, 320),
  /** The usual choice. */
  BALANCED("path-kernel", 160, 32, 1e-4, 640),
  /** More pairs and steps, for footage that is worth the wait. */
  BEST("path-kernel", 400, 64, 1e-4, 640);

  private final String weights;
  private final int steps;
  private final int pairs;
  private final double learningRate;
  private final int flowWidthPx;

  Preset(String weights, int steps, int pairs, double learningRate, int flowWidthPx) {
    this.weights = weights;
    this.steps = steps;
    this.pairs = pairs;
    this.learningRate = learningRate;
    this.flowWidthPx = flowWidthPx;
  }

  /** Name of the shipped model to begin with. */
  String weights() {
    return weights;
  }

  /** Optimisation steps at most. */
  int steps() {
    return steps;
  }

  /** Sharp regions at most, each of which gives pairs. */
  int pairs() {
    return pairs;
  }

  /** First learning rate. */
  double learningRate() {
    return learningRate;
  }

  /** About the width of the pictures on which motion is measured. */
  int flowWidthPx() {
    return flowWidthPx;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads it. */
  static final class Converter extends Words<Preset> {
    Converter() {
      super(Preset.class);
    }
  }
}
