package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.GridSample;
import dev.attune.adaptation.network.op.Interpolation;
import dev.attune.adaptation.tensor.Shape;

/** Blurs what a network restores again, in linear light, and compares it with what it was given. */
final class Consistency {
  /** Light is value to this power. */
  private static final double GAMMA = 2.2;

  /** Darker is as dark. */
  private static final double LEAST_LIGHT = 1e-5;

  private Consistency() {}

  /** See {@link FrameDeblurNetwork#consistency}. */
  static Network of(FrameDeblurNetwork network, int moments) {
    GraphBuilder g = new GraphBuilder("consistency");
    Value x = g.input("x", Shape.ANY, 3L + network.guideChannels(), Shape.ANY, Shape.ANY);
    Value grid = g.input("grid", Shape.ANY, Shape.ANY, Shape.ANY, 2);
    Value weight = g.input("weight", Shape.ANY, 1, Shape.ANY, Shape.ANY);
    // Twice the size, so that sampling between pixels adds no blur of its own.
    Value sharp = g.resize(network.restore(g, x), 2, Interpolation.BICUBIC);
    Value light = power(g, g.scale(g.clamp(sharp, -0.5, 0.5), 1, 0.5), GAMMA);
    Value seen =
        g.node(
            new GridSample(GridSample.Mode.BILINEAR, GridSample.Outside.BORDER, false),
            light,
            grid);
    Value mean = g.mean(g.reshape(seen, 0, 3, moments, -1), 2);
    Value input = g.reshape(g.scale(g.slice(x, 1, 0, 3), 1, 0.5), 0, 3, -1);
    Value error = g.sub(power(g, mean, 1 / GAMMA), input);
    return g.build(g.mean(g.mul(g.mul(error, error), g.reshape(weight, 0, 1, -1))));
  }

  private static Value power(GraphBuilder g, Value x, double exponent) {
    return g.exp(g.scale(g.log(g.clamp(x, LEAST_LIGHT, 1)), exponent, 0));
  }
}
