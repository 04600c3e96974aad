package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.deblur.blur.TransferCurve;

/**
 * A transfer curve as part of a graph, with derivatives that stay finite: very dark values count as
 * the least that is told apart.
 *
 * @param g takes the nodes
 * @param curve what values mean in light
 */
record LightGraph(GraphBuilder g, TransferCurve curve) {
  /** Darker is as dark, where light is a power of values. */
  private static final double LEAST_LIGHT = 1e-5;

  /** A tenth of a level of 10 bits in PQ, and its light. */
  private static final double LEAST_PQ = 1e-4;

  private static final double LEAST_PQ_LIGHT = 7e-11;

  /** Less than what comes before the last power of PQ. */
  private static final double LEAST_PQ_RATIO = 1e-2;

  /** Where HLG changes from a square to an exponential, as a value and as light. */
  private static final double KNEE = 0.5;

  private static final double KNEE_LIGHT = 1.0 / 12;

  /** The light of values in 0..1. */
  Value decode(Value x) {
    return switch (curve) {
      case GAMMA_22 -> power(x, 2.2, LEAST_LIGHT);
      case LINEAR -> x;
      case PQ -> {
        Value p = power(x, 1 / TransferCurve.PQ_M2, LEAST_PQ);
        Value ratio =
            g.div(
                g.scale(p, 1, -TransferCurve.PQ_C1),
                g.scale(p, -TransferCurve.PQ_C3, TransferCurve.PQ_C2));
        yield power(ratio, 1 / TransferCurve.PQ_M1, LEAST_PQ_RATIO);
      }
      case HLG -> {
        Value low = g.clamp(x, 0, KNEE);
        Value high =
            g.exp(
                g.scale(
                    g.clamp(x, KNEE, 1),
                    1 / TransferCurve.HLG_A,
                    -TransferCurve.HLG_C / TransferCurve.HLG_A));
        // The exponential is a twelfth at the knee, which the square has counted.
        yield g.add(
            g.scale(g.mul(low, low), 1.0 / 3, 0),
            g.scale(high, 1.0 / 12, TransferCurve.HLG_B / 12 - KNEE_LIGHT));
      }
    };
  }

  /** The values of light in 0..1. */
  Value encode(Value light) {
    return switch (curve) {
      case GAMMA_22 -> power(light, 1 / 2.2, LEAST_LIGHT);
      case LINEAR -> light;
      case PQ -> {
        Value y = power(light, TransferCurve.PQ_M1, LEAST_PQ_LIGHT);
        Value ratio =
            g.div(
                g.scale(y, TransferCurve.PQ_C2, TransferCurve.PQ_C1),
                g.scale(y, TransferCurve.PQ_C3, 1));
        yield power(ratio, TransferCurve.PQ_M2, LEAST_PQ_RATIO);
      }
      case HLG -> {
        Value low = power(g.scale(g.clamp(light, 0, KNEE_LIGHT), 3, 0), 0.5, LEAST_LIGHT);
        Value high = g.log(g.scale(g.clamp(light, KNEE_LIGHT, 1), 12, -TransferCurve.HLG_B));
        yield g.add(low, g.scale(high, TransferCurve.HLG_A, TransferCurve.HLG_C - KNEE));
      }
    };
  }

  private Value power(Value x, double exponent, double least) {
    return g.exp(g.scale(g.log(g.clamp(x, least, 1)), exponent, 0));
  }
}
