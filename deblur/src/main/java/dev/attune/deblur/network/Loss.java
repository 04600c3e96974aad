package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;

/** What a restored window is judged by while training. */
public enum Loss {
  /**
   * Mean squared error of the result limited to -0.5..0.5, which stops gradients of values outside
   * (DADeblur's fine-tuning).
   */
  CLAMPED_MSE {
    @Override
    Value of(GraphBuilder g, Value restored, Value target, Value weight) {
      Value error = g.sub(g.clamp(restored, -0.5, 0.5), target);
      return g.mean(g.mul(g.mul(error, error), weight));
    }
  },
  /**
   * Mean over pixels of sqrt(mean of the squared error over the three colours + 1e-6) (ESTRNN's
   * training).
   */
  CHARBONNIER {
    @Override
    Value of(GraphBuilder g, Value restored, Value target, Value weight) {
      Value error = g.sub(restored, target);
      Value square = g.unsqueeze(g.mean(g.mul(error, error), 2), 2);
      return g.mean(g.mul(g.sqrt(g.scale(square, 1, 1e-6)), weight));
    }
  };

  /** Adds the loss to a graph: pictures [N, K, 3, H, W], weight [N, K, 1, H, W]. */
  abstract Value of(GraphBuilder g, Value restored, Value target, Value weight);
}
