package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.GridSample;
import dev.attune.adaptation.network.op.Interpolation;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.deblur.blur.TransferCurve;

/** Blurs what a network restores again, in linear light, and compares it with what it was given. */
final class Consistency {
  private Consistency() {}

  /** See {@link FrameDeblurNetwork#consistency}. */
  static Network of(FrameDeblurNetwork network, int moments, TransferCurve curve) {
    GraphBuilder g = new GraphBuilder("consistency");
    LightGraph light = new LightGraph(g, curve);
    Value x = g.input("x", Shape.ANY, 3L + network.guideChannels(), Shape.ANY, Shape.ANY);
    Value grid = g.input("grid", Shape.ANY, Shape.ANY, Shape.ANY, 2);
    Value weight = g.input("weight", Shape.ANY, 1, Shape.ANY, Shape.ANY);
    // Twice the size, so that sampling between pixels adds no blur of its own.
    Value sharp = g.resize(network.restore(g, x), 2, Interpolation.BICUBIC);
    Value seen =
        g.node(
            new GridSample(GridSample.Mode.BILINEAR, GridSample.Outside.BORDER, false),
            light.decode(g.scale(g.clamp(sharp, -0.5, 0.5), 1, 0.5)),
            grid);
    Value mean = g.mean(g.reshape(seen, 0, 3, moments, -1), 2);
    Value input = g.reshape(g.scale(g.slice(x, 1, 0, 3), 1, 0.5), 0, 3, -1);
    Value error = g.sub(light.encode(mean), input);
    return g.build(g.mean(g.mul(g.mul(error, error), g.reshape(weight, 0, 1, -1))));
  }
}
