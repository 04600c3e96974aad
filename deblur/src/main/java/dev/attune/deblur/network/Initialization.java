package dev.attune.deblur.network;

import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Fresh weights for training from scratch. */
public final class Initialization {
  private Initialization() {}

  /**
   * Uniform in ±1/sqrt(fan-in) for weights and biases, as PyTorch starts convolutions. The layer
   * that makes the picture starts at zero in residual networks, so that an untrained one gives back
   * its input.
   */
  public static Weights weights(DeblurNetwork network, long seed) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    long fanIn = 1;
    for (Map.Entry<String, Shape> e : network.parameterTable().entrySet()) {
      Shape shape = e.getValue();
      // A bias follows its weight and shares its fan-in.
      fanIn = shape.rank() > 1 ? shape.elements() / shape.dim(0) : fanIn;
      boolean zero = network.startsAtZero(e.getKey());
      double bound = zero ? 0 : 1 / Math.sqrt((double) fanIn);
      float[] values = new float[Math.toIntExact(shape.elements())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      out.put(e.getKey(), HostTensor.of(shape, values));
    }
    return Weights.of(out, network.metadata());
  }
}
