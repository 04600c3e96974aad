package dev.attune.adaptation.runtime.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.attune.adaptation.network.TorchScriptPrinter;
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
  private final List<String> names;
  private final List<PtNDArray> parameters;
  private final List<PtNDArray> first;
  private final List<PtNDArray> second;
  private final PtSymbolBlock block;
  private long steps;

  private Optimizer(Parameters parameters, OptimizerRule rule) {
    this.engine = parameters.engine();
    this.rule = rule;
    this.names = parameters.trainedNames();
    this.parameters = parameters.trained();
    this.first = zeros(this.parameters);
    this.second = rule instanceof OptimizerRule.Sgd ? List.of() : zeros(this.parameters);
    this.block = engine.module(TorchScriptPrinter.archiveOf(OptimizerScript.METHODS));
  }

  /** An optimiser of what is trainable now. */
  public static Optimizer of(Parameters parameters, OptimizerRule rule) {
    return new Optimizer(parameters, rule);
  }

  private static List<PtNDArray> zeros(List<PtNDArray> like) {
    return like.stream().map(p -> (PtNDArray) p.zerosLike()).toList();
  }

  /**
   * Clips the gathered gradients to a total L2 norm, takes one step and clears the gradients.
   *
   * @param learningRate of this step
   * @param maxNorm limit of the norm, infinite for none
   * @return the norm before clipping; NaN or infinite values are reported, and the step is then not
   *     taken
   */
  public double step(double learningRate, double maxNorm) {
    List<PtNDArray> gradients = parameters.stream().map(this::gradient).toList();
    try {
      double norm = norm(gradients, maxNorm);
      if (Double.isFinite(norm)) {
        update(gradients, learningRate);
      }
      return norm;
    } finally {
      gradients.forEach(NDArray::close);
      parameters.forEach(JniUtils::zeroGrad);
    }
  }

  private PtNDArray gradient(PtNDArray p) {
    if (!p.hasGradient()) {
      throw new IllegalStateException("no gradients were gathered since the last step");
    }
    return p.getGradient();
  }

  private double norm(List<PtNDArray> gradients, double maxNorm) {
    double limit = Math.min(maxNorm, Float.MAX_VALUE);
    try (IValue r =
            engine.call(block, "clip", false, TorchEngine.list(gradients), IValue.from(limit));
        TorchTensor norm = engine.wrap(r.toTensor(engine.manager()))) {
      return norm.item();
    }
  }

  private void update(List<PtNDArray> gradients, double rate) {
    steps++;
    IValue p = TorchEngine.list(parameters);
    IValue g = TorchEngine.list(gradients);
    IValue m = TorchEngine.list(first);
    if (rule instanceof OptimizerRule.Sgd sgd) {
      engine
          .call(
              block,
              "sgd",
              false,
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
        .call(
            block,
            "adam",
            false,
            p,
            g,
            m,
            TorchEngine.list(second),
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
    put(out, FIRST, first);
    put(out, SECOND, second);
    return out;
  }

  private void put(Map<String, HostTensor> out, String prefix, List<PtNDArray> moments) {
    for (int i = 0; i < moments.size(); i++) {
      TorchTensor t = new TorchTensor(engine, moments.get(i));
      out.put(prefix + names.get(i), t.toHost());
      engine.live().decrementAndGet();
    }
  }

  /**
   * Goes on where another optimiser of the same rule and parameters was.
   *
   * @throws IllegalArgumentException when the state is of other parameters
   */
  public void load(Map<String, HostTensor> state, long stepsTaken) {
    restore(state, FIRST, first);
    restore(state, SECOND, second);
    steps = stepsTaken;
  }

  private void restore(Map<String, HostTensor> state, String prefix, List<PtNDArray> moments) {
    for (int i = 0; i < moments.size(); i++) {
      HostTensor t = state.get(prefix + names.get(i));
      if (t == null || t.shape().elements() != moments.get(i).size()) {
        throw new IllegalArgumentException(
            "the optimiser's state has no fitting '" + prefix + names.get(i) + "'");
      }
      TorchEngine.write(moments.get(i), t.bytes());
    }
  }

  @Override
  public void close() {
    List<PtNDArray> all = new ArrayList<>(first);
    all.addAll(second);
    all.forEach(PtNDArray::close);
    block.close();
  }
}
