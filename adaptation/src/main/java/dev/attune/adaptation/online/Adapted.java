package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.ParameterSteps;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch has led to, and what can be undone of it. Valid until the next batch. */
public final class Adapted {
  private final Pass pass;
  private final Parameters moved;
  private final Parameters start;
  private final Optimizer optimizer;
  private final Runnable forget;
  private final boolean stepped;
  private final double lastLoss;
  private final ParameterSteps.Kept gradients;
  private final List<String> events = new ArrayList<>();

  Adapted(
      Pass pass,
      Parameters moved,
      Parameters start,
      Optimizer optimizer,
      Runnable forget,
      Step step) {
    this.pass = pass;
    this.moved = moved;
    this.start = start;
    this.optimizer = optimizer;
    this.forget = forget;
    this.stepped = step.taken();
    this.lastLoss = step.lastLoss();
    this.gradients = step.gradients();
  }

  /**
   * A step that a batch led to.
   *
   * @param taken whether there was one
   * @param lastLoss loss of the last pass, NaN where nothing was kept
   * @param gradients of the whole loss, null unless a restore rule needs them
   */
  record Step(boolean taken, double lastLoss, ParameterSteps.Kept gradients) {
    /** Nothing was done. */
    static Step none() {
      return new Step(false, Double.NaN, null);
    }
  }

  /** What was predicted. */
  public Pass pass() {
    return pass;
  }

  /** Whether a step was taken. */
  public boolean stepped() {
    return stepped;
  }

  /** Loss of the last pass, with sharpness that after the ascent; NaN where nothing was kept. */
  public double lastLoss() {
    return lastLoss;
  }

  /** Everything that is moved back to where it began; optimiser and parts stay. */
  public void restoreParameters() {
    ParameterSteps.copy(moved, start);
  }

  /** {@code theta = (1 - share) * theta + share * theta0}. */
  public void pullBack(double share) {
    ParameterSteps.blend(moved, start, share);
  }

  /** Every scalar back to where it began with {@code probability}, each on its own. */
  public void restoreRandomly(double probability) {
    Map<String, HostTensor> masks = new LinkedHashMap<>();
    moved
        .shapes()
        .forEach((name, shape) -> masks.put(name, pass.draws().mask(name, shape, probability)));
    ParameterSteps.put(moved, start, masks);
  }

  /** The share of scalars with the least squared gradients back to where they began. */
  public void restoreLeast(double quantile) {
    if (gradients != null) {
      ParameterSteps.putLeast(moved, start, gradients, quantile);
    }
  }

  /** {@code |theta - theta0| / |theta0|} over everything that is moved. */
  public double drift() {
    return ParameterSteps.distance(moved, start) / ParameterSteps.length(moved, start);
  }

  /** Everything that is moved, the optimiser and what parts remember, back to the beginning. */
  public void startAgain() {
    restoreParameters();
    optimizer.reset();
    forget.run();
  }

  /** Tells what a rule has done. */
  public void event(String what) {
    events.add(what);
  }

  List<String> events() {
    return events;
  }
}
