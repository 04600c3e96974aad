package dev.attune.adaptation.training;

import java.util.List;
import java.util.Optional;

/** Compares a moving average of the loss with the mean of the first steps. */
final class ExplosionGuard implements Guard {
  private static final int FIRST_STEPS = 20;
  private static final double DECAY = 0.9;

  private final double factor;
  private double start;
  private double smooth;

  ExplosionGuard(double factor) {
    if (!(factor > 1)) {
      throw new IllegalArgumentException("explosion factor " + factor + ": above 1 is allowed");
    }
    this.factor = factor;
  }

  @Override
  public List<Double> memory() {
    return List.of(start, smooth);
  }

  @Override
  public void recall(List<Double> memory) {
    start = memory.get(0);
    smooth = memory.get(1);
  }

  @Override
  public Optional<String> check(Observation seen) {
    int n = seen.step() + 1;
    if (n <= FIRST_STEPS) {
      start += (seen.loss() - start) / n;
      smooth = start;
      return Optional.empty();
    }
    smooth = DECAY * smooth + (1 - DECAY) * seen.loss();
    return smooth <= factor * start
        ? Optional.empty()
        : Optional.of(
            String.format(
                "the loss grew from %.3g to %.3g by step %d, more than %.3g times",
                start, smooth, seen.step(), factor));
  }
}
