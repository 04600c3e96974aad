package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/**
 * Some indices of an axis, in any order, perhaps several times. Operands: x, indices INT64 [K] from
 * 0.
 *
 * @param axis may count from the end
 */
public record IndexSelect(int axis) implements Operator {
  @Override
  public String name() {
    return "indexSelect";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "x and indices");
    in.requireRank(1, 1);
    in.requireElement(1, ElementType.INT64);
    return List.of(in.type(0).withShape(in.shape(0).with(in.axis(0, axis), in.shape(1).dim(0))));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "index_select", in.get(0), axis, in.get(1));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Gather", in, results).integer("axis", axis);
  }
}
