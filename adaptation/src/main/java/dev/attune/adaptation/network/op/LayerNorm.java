package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * Normalises the last axis to mean 0 and variance 1 (Ba et al., 2016). Operands: x [..., C], scale
 * [C], offset [C].
 *
 * @param epsilon added to the variance
 */
public record LayerNorm(double epsilon) implements Operator {
  @Override
  public String name() {
    return "layerNorm";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(3, 3, "x, scale and offset");
    in.requireFloating();
    in.require(in.shape(0).rank() >= 1, "x must have an axis");
    for (int i = 1; i < 3; i++) {
      in.requireRank(i, 1);
      in.requireSize(i, 0, in.shape(0).dim(-1));
    }
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    String width = "[torch.size(" + in.get(1) + ", 0)]";
    code.call(results.get(0), "layer_norm", in.get(0), width, in.get(1), in.get(2), epsilon, false);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("LayerNormalization", in, results).integer("axis", -1).number("epsilon", epsilon);
  }
}
