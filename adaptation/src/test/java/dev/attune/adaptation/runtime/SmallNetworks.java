package dev.attune.adaptation.runtime;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;

/** Networks that tests of the engines share. */
public final class SmallNetworks {
  private SmallNetworks() {}

  /** A recurrent cell: picture x and state s give a new state and a picture. */
  public static Network cell() {
    GraphBuilder g = new GraphBuilder("cell");
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    Value s = g.input("s", Shape.ANY, 4, Shape.ANY, Shape.ANY);
    Value next = next(g, x, s);
    return g.build(next, g.conv2d("out", next, 3, 1));
  }

  /** The mean squared error of the cell's picture after one step from a state. */
  public static Network loss() {
    GraphBuilder g = new GraphBuilder("loss");
    Value x = g.input("x", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    Value s = g.input("s", Shape.ANY, 4, Shape.ANY, Shape.ANY);
    Value target = g.input("target", Shape.ANY, 3, Shape.ANY, Shape.ANY);
    Value error = g.sub(g.conv2d("out", next(g, x, s), 3, 1), target);
    return g.build(g.mean(g.mul(error, error)));
  }

  private static Value next(GraphBuilder g, Value x, Value s) {
    Value scale = g.constant(HostTensor.of(Shape.of(1, 7, 1, 1), 1, 1, 1, .9f, .8f, .7f, .6f));
    return g.tanh(g.conv2d("cell", g.mul(g.concat(1, x, s), scale), 4, 3));
  }
}
