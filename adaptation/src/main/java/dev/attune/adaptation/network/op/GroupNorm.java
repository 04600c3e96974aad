package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Normalises each group of channels of each sample to mean 0 and variance 1 (Wu and He, 2018).
 * Operands: x [N, C, ...], scale [C], offset [C].
 *
 * @param groups that the channels are divided into
 * @param epsilon added to the variance
 */
public record GroupNorm(int groups, double epsilon) implements Operator {
  @Override
  public String name() {
    return "groupNorm";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(3, 3, "x, scale and offset");
    in.requireFloating();
    in.require(in.shape(0).rank() >= 2, "x must have an axis of channels");
    long channels = in.shape(0).dim(1);
    in.require(
        channels == Shape.ANY || channels % groups == 0,
        "channels must be a multiple of " + groups + " groups");
    for (int i = 1; i < 3; i++) {
      in.requireRank(i, 1);
      in.requireSize(i, 0, channels);
    }
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "group_norm", in.get(0), groups, in.get(1), in.get(2), epsilon, true);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    // ONNX's own GroupNormalization changed its operands between operator sets.
    String size = nodes.temporary();
    String grouped = nodes.temporary();
    String normal = nodes.temporary();
    String back = nodes.temporary();
    nodes.add("Shape", List.of(in.get(0)), size);
    nodes.add("Reshape", List.of(in.get(0), nodes.integers(0, groups, -1)), grouped);
    nodes
        .add(
            "InstanceNormalization",
            List.of(grouped, nodes.numbers(groups, 1), nodes.numbers(groups, 0)),
            normal)
        .number("epsilon", epsilon);
    nodes.add("Reshape", List.of(normal, size), back);
    PerChannel.scaleAndOffset(nodes, back, in.get(1), in.get(2), nodes.rankOf(in.get(0)), results);
  }
}
