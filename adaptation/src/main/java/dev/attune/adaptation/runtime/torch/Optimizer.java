package dev.attune.adaptation.runtime.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.training.OptimizerRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves the trainable parameters along their gathered gradients. Which parameters are trained is
 * fixed when the optimiser is made. Used by one thread at a time.
 */
public final class Optimizer implements AutoCloseable {
  private static final String FIRST = "first.";
  private static final String SECOND = "second.";

  private final TorchEngine engine;
  private final OptimizerRule rule;
  private final List<Entry> entries = new ArrayList<>();
  private long steps;

  /** One trained parameter and its moments; {@code second} is null where the rule has none. */
  private record Entry(String name, PtNDArray parameter, TorchTensor first, TorchTensor second) {
    void close() {
      first.close();
      if (second != null) {
        second.close();
      }
    }
  }

  private Optimizer(Parameters parameters, OptimizerRule rule) {
    this.engine = parameters.engine();
    this.rule = rule;
    boolean two = !(rule instanceof OptimizerRule.Sgd);
    parameters
        .trained()
        .forEach((name, p) -> entries.add(new Entry(name, p, zeros(p), two ? zeros(p) : null)));
  }

  /** An optimiser of what is trainable now. */
  public static Optimizer of(Parameters parameters, OptimizerRule rule) {
    return new Optimizer(parameters, rule);
  }

  private static TorchTensor zeros(PtNDArray like) {
    return new TorchTensor((PtNDArray) like.zerosLike());
  }

  /**
   * Clips the gathered gradients to a total L2 norm, takes one step and clears the gradients. A
   * parameter that no gradient has ever reached stays as it is, without weight decay, as in
   * PyTorch.
   *
   * @param learningRate of this step
   * @param maxNorm limit of the norm, infinite for none
   * @return the norm before clipping; NaN or infinite values are reported, and the step is then not
   *     taken
   * @throws IllegalStateException when no gradient has been gathered yet
   */
  public double step(double learningRate, double maxNorm) {
    List<Entry> reached = new ArrayList<>();
    List<PtNDArray> gradients = new ArrayList<>();
    try {
      for (Entry e : entries) {
        PtNDArray gradient = JniUtils.getGradient(e.parameter);
        if (gradient != null) {
          reached.add(e);
          gradients.add(gradient);
        }
      }
      if (reached.isEmpty()) {
        throw new IllegalStateException("no gradients were gathered, so no step can be taken");
      }
      double norm = norm(gradients, maxNorm);
      if (Double.isFinite(norm)) {
        steps++;
        update(reached, gradients, learningRate);
      }
      return norm;
    } finally {
      gradients.forEach(NDArray::close);
      reached.forEach(e -> JniUtils.zeroGrad(e.parameter));
    }
  }

  private double norm(List<PtNDArray> gradients, double maxNorm) {
    // Infinity times the reciprocal of a zero norm would be NaN.
    double limit = Math.min(maxNorm, Float.MAX_VALUE);
    try (IValue r = engine.kernel("clip", TorchEngine.list(gradients), IValue.from(limit));
        TorchTensor norm = new TorchTensor(r.toTensor(engine.manager()))) {
      return norm.item();
    }
  }

  private void update(List<Entry> reached, List<PtNDArray> gradients, double rate) {
    IValue p = TorchEngine.list(reached.stream().map(Entry::parameter).toList());
    IValue g = TorchEngine.list(gradients);
    IValue m = TorchEngine.list(reached.stream().map(e -> e.first.array()).toList());
    if (rule instanceof OptimizerRule.Sgd sgd) {
      engine
          .kernel(
              "sgd",
              p,
              g,
              m,
              IValue.from(rate),
              IValue.from(sgd.momentum()),
              IValue.from(sgd.nesterov()),
              IValue.from(sgd.weightDecay()),
              IValue.from(steps))
          .close();
      return;
    }
    boolean decoupled = rule instanceof OptimizerRule.AdamW;
    OptimizerRule.Adam a =
        rule instanceof OptimizerRule.AdamW w
            ? new OptimizerRule.Adam(w.beta1(), w.beta2(), w.epsilon(), w.weightDecay())
            : (OptimizerRule.Adam) rule;
    engine
        .kernel(
            "adam",
            p,
            g,
            m,
            TorchEngine.list(reached.stream().map(e -> e.second.array()).toList()),
            IValue.from(rate),
            IValue.from(a.beta1()),
            IValue.from(a.beta2()),
            IValue.from(a.epsilon()),
            IValue.from(a.weightDecay()),
            IValue.from(decoupled),
            IValue.from(steps))
        .close();
  }

  /** Steps taken. */
  public long steps() {
    return steps;
  }

  /**
   * What must be kept, beside the parameters and {@link #steps()}, to go on later exactly as now.
   */
  public Map<String, HostTensor> state() {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    moments().forEach((name, t) -> out.put(name, t.toHost()));
    return out;
  }

  /**
   * Goes on where another optimiser of the same rule and parameters was.
   *
   * @throws IllegalArgumentException when the state is of other parameters, another rule or another
   *     precision; nothing is changed then
   */
  public void load(Map<String, HostTensor> state, long stepsTaken) {
    Map<String, TorchTensor> moments = moments();
    moments.forEach(
        (name, t) -> {
          HostTensor saved = state.get(name);
          if (saved == null
              || !saved.shape().equals(t.shape())
              || saved.type() != t.elementType()) {
            throw new IllegalArgumentException(
                "the optimiser's state has "
                    + (saved == null ? "no '" + name + "'" : "'" + name + "' as " + saved)
                    + ", wanted is "
                    + t.elementType()
                    + t.shape());
          }
        });
    moments.forEach((name, t) -> TorchEngine.write(t.array(), state.get(name).bytes()));
    steps = stepsTaken;
  }

  /** Forgets the moments and the number of steps, as a new optimiser would start. */
  public void reset() {
    steps = 0;
    List<PtNDArray> all = moments().values().stream().map(TorchTensor::array).toList();
    engine.kernel("clear", TorchEngine.list(all)).close();
  }

  private Map<String, TorchTensor> moments() {
    Map<String, TorchTensor> out = new LinkedHashMap<>();
    entries.forEach(e -> out.put(FIRST + e.name, e.first));
    entries.stream().filter(e -> e.second != null).forEach(e -> out.put(SECOND + e.name, e.second));
    return out;
  }

  @Override
  public void close() {
    entries.forEach(Entry::close);
  }
}
