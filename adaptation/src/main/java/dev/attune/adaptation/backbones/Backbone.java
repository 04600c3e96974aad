package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A classifier as a graph. Pictures go in as [N, 3, H, W] of values in 0..1, RGB; the normalisation
 * that the weights were trained with is part of the graph. Immutable and thread-safe.
 */
public interface Backbone {
  /** Number of classes K. */
  int classes();

  /** Number of features d that the last linear layer sees. */
  int featureWidth();

  /**
   * Records the network.
   *
   * @param pictures [N, 3, H, W]
   * @param norms how batch normalisation is done; every layer of it goes through it
   * @return features [N, d] and logits [N, K]
   */
  Result build(GraphBuilder graph, Value pictures, Norms norms);

  /**
   * What a classifier gives.
   *
   * @param features [N, d], what the last linear layer sees
   * @param logits [N, K]
   */
  record Result(Value features, Value logits) {}

  /**
   * A network that takes {@code x} [N, 3, H, W], with {@link Norms.Form.Blended} also {@code share}
   * (a number), and gives logits, features, and with {@link Norms.Form.Blended} the batch's mean
   * and variance for every layer in {@link Norms#layers}.
   *
   * @param name of the network
   */
  default Network network(String name, Norms norms) {
    GraphBuilder g = new GraphBuilder(name);
    Value x = g.input("x", -1, 3, -1, -1);
    norms.begin(g);
    Result result = build(g, x, norms);
    List<Value> outputs = new ArrayList<>(List.of(result.logits(), result.features()));
    outputs.addAll(norms.statistics());
    return g.build(outputs.toArray(Value[]::new));
  }
}
