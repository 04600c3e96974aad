package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import java.util.ArrayList;
import java.util.List;

/** ESTRNN's global spatio-temporal attention, as published. */
final class EstrnnFusion {
  private EstrnnFusion() {}

  /**
   * Fuses the features of neighbours into 5C channels for each of them and the reference.
   *
   * @param h features in order of time; number {@code net.past()} is the reference
   */
  static Value fuse(Estrnn net, GraphBuilder g, List<Value> h) {
    int c = net.features();
    Value reference = h.get(net.past());
    List<Value> parts = new ArrayList<>();
    for (Value other : neighbours(net, h)) {
      Value pair = g.concat(1, reference, other);
      Value weight = g.unsqueeze(g.unsqueeze(gate(net, g, g.mean(pair, 2, 3)), 2), 3);
      Value v = g.conv2d("F_p.1", g.conv2d("F_p.0", pair, 20 * c, 1), 10 * c, 1);
      parts.add(g.conv2d("condense", g.mul(weight, v), 5 * c, 1));
    }
    // The reference comes last.
    parts.add(reference);
    Value all = g.concat(1, parts);
    return g.conv2d("fusion", all, all.channels(), 1);
  }

  /** Weights in 0..1 of 10C channels from their means [N, 10C]. */
  static Value gate(Estrnn net, GraphBuilder g, Value mean) {
    Value hidden = g.gelu(g.linear("F_f.0", mean, 20 * net.features()));
    return g.sigmoid(g.linear("F_f.2", hidden, 10 * net.features()));
  }

  /** All features but the reference. */
  static List<Value> neighbours(Estrnn net, List<Value> h) {
    List<Value> others = new ArrayList<>(h);
    others.remove(net.past());
    return others;
  }
}
