package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.ConvTranspose2d;
import java.util.ArrayList;
import java.util.List;

/**
 * ESTRNN's fusion and first transposed convolution with a third of the work. Once the gates are
 * known, both are linear: one transposed convolution of the features and of a channel of ones,
 * which carries the biases and is cut off at the borders just as they are. Exact but for rounding;
 * only for single pictures, since the gates differ from picture to picture.
 */
final class FoldedFusion {
  private final Estrnn net;
  private final GraphBuilder g;
  private final GraphBuilder fusion;

  private FoldedFusion(Estrnn net, GraphBuilder g) {
    this.net = net;
    this.g = g;
    this.fusion = g.at("fusion");
  }

  /** 2C channels at half size from features at a quarter. */
  static Value upsampled(Estrnn net, GraphBuilder g, List<Value> h) {
    return new FoldedFusion(net, g).upsampled(h);
  }

  private Value upsampled(List<Value> h) {
    int c = net.features();
    int all = 5 * c * h.size();
    Value map = composed(h);
    GraphBuilder r = g.at("recons.model");
    Value up = g.reshape(r.parameter("0.weight", all, 2L * c, 3, 3), all, 2L * c * 9);
    Value weight = g.reshape(g.matmul(g.permute(map, 1, 0), up), all + 1, 2L * c, 3, 3);
    List<Value> in = new ArrayList<>(h);
    in.add(g.fullLike(g.slice(h.get(0), 1, 0, 1), 1));
    return g.node(
        new ConvTranspose2d(2, 1, 1), g.concat(1, in), weight, r.parameter("0.bias", 2L * c));
  }

  /**
   * The whole fusion as a matrix: 25C rows, a column for each feature channel in order of time and
   * one of biases.
   */
  private Value composed(List<Value> h) {
    int c = net.features();
    int width = 5 * c;
    int all = width * h.size();
    Value second = matrix("F_p.1.weight", 10L * c, 20L * c);
    Value project = g.matmul(second, matrix("F_p.0.weight", 20L * c, 10L * c));
    Value projectBias =
        g.add(g.matmul(second, column("F_p.0.bias", 20L * c)), column("F_p.1.bias", 10L * c));
    Value condense = matrix("condense.weight", width, 10L * c);
    Value condenseBias = column("condense.bias", width);
    Value whole = matrix("fusion.weight", all, all);

    Value ofReference = g.slice(whole, 1, all - width, all);
    Value bias = column("fusion.bias", all);
    Value referenceMean = g.mean(h.get(net.past()), 2, 3);
    List<Value> columns = new ArrayList<>();
    int j = 0;
    for (Value other : EstrnnFusion.neighbours(net, h)) {
      Value part = g.slice(whole, 1, (long) j * width, (j + 1L) * width);
      j++;
      Value weight =
          EstrnnFusion.gate(net, fusion, g.concat(1, referenceMean, g.mean(other, 2, 3)));
      Value gated = g.mul(g.matmul(part, condense), weight);
      Value pair = g.matmul(gated, project);
      ofReference = g.add(ofReference, g.slice(pair, 1, 0, width));
      columns.add(g.slice(pair, 1, width, 2L * width));
      bias = g.add(bias, g.add(g.matmul(gated, projectBias), g.matmul(part, condenseBias)));
    }
    columns.add(net.past(), ofReference);
    columns.add(bias);
    return g.concat(1, columns);
  }

  /** A 1x1 convolution's weight as a matrix. */
  private Value matrix(String name, long rows, long columns) {
    return g.reshape(fusion.parameter(name, rows, columns, 1, 1), rows, columns);
  }

  private Value column(String name, long rows) {
    return g.unsqueeze(fusion.parameter(name, rows), 1);
  }
}
