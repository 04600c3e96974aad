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
   * Uniform weights that keep the variance of what passes through a layer, times the network's gain
   * for it; biases are zero. The published code starts with a third of the variance, and after a
   * dozen linear layers hardly a gradient is left; a network that is trained for hours cannot wait
   * for it to grow.
   */
  public static Weights weights(DeblurNetwork network, long seed) {
    Map<String, HostTensor> out = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (Map.Entry<String, Shape> e : network.parameterTable().entrySet()) {
      Shape shape = e.getValue();
      double bound =
          shape.rank() == 1
              ? 0
              : network.startingGain(e.getKey())
                  * Math.sqrt(3.0 / network.fanIn(e.getKey(), shape));
      float[] values = new float[Math.toIntExact(shape.elements())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      out.put(e.getKey(), HostTensor.of(shape, values));
    }
    return Weights.of(out, network.metadata());
  }
}
