package dev.attune.adaptation.online;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Running statistics that an adapter starts from. */
final class StartStatistics {
  private StartStatistics() {}

  /** The weights, with mean 0 and variance 1 where the policy starts anew. */
  static Weights restarted(Weights weights, Statistics statistics, Network network) {
    boolean restart = statistics instanceof Statistics.Tracked t && t.restart();
    return restart ? with(weights, network, name -> true) : weights;
  }

  /**
   * The weights, with mean 0 and variance 1 where they have no running statistics and the policy
   * never looks at them.
   */
  static Weights filled(Weights weights, Statistics statistics, Network network) {
    return statistics instanceof Statistics.Batch
        ? with(weights, network, name -> !weights.tensors().containsKey(name))
        : weights;
  }

  private static Weights with(Weights weights, Network network, Predicate<String> which) {
    Map<String, HostTensor> out = new LinkedHashMap<>(weights.tensors());
    for (Value p : network.parameters()) {
      if (!((Value.Parameter) p.origin()).trainable() && which.test(p.name())) {
        out.put(p.name(), constant(p.shape(), p.name().endsWith("running_var") ? 1 : 0));
      }
    }
    return Weights.of(out, weights.metadata());
  }

  private static HostTensor constant(Shape shape, float value) {
    float[] values = new float[Math.toIntExact(shape.elements())];
    Arrays.fill(values, value);
    return HostTensor.of(shape, values);
  }
}
