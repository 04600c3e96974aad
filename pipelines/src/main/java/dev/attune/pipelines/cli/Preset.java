package dev.attune.pipelines.cli;

import java.util.Locale;

/** Settings of the adaptation under one name; single options win over it. */
enum Preset {
  /** Few steps on few pairs. */
  FAST(60, 16, 1e-4),
  /** The usual choice. */
  BALANCED(160, 32, 1e-4),
  /** More pairs and steps, for footage that is worth the wait. */
  BEST(400, 64, 1e-4);

  private final int steps;
  private final int pairs;
  private final double learningRate;

  Preset(int steps, int pairs, double learningRate) {
    this.steps = steps;
    this.pairs = pairs;
    this.learningRate = learningRate;
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
