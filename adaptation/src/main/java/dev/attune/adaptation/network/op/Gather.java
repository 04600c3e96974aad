package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/**
 * One element of an axis for each index: {@code result[i][j][k] = x[i][index[i][j][k]][k]} for axis
 * 1 of three. Operands: x, indices INT64 from 0 with as many axes and, but for {@code axis}, the
 * same sizes.
 *
 * @param axis may count from the end
 */
public record Gather(int axis) implements Operator {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "x and indices");
    in.requireElement(1, ElementType.INT64);
    in.requireRank(1, in.shape(0).rank());
    int along = in.axis(0, axis);
    for (int i = 0; i < in.shape(0).rank(); i++) {
      if (i != along) {
        in.requireSize(1, i, in.shape(0).dim(i));
      }
    }
    return List.of(in.type(0).withShape(in.shape(1)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "gather", in.get(0), axis, in.get(1), "sparse_grad=False");
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("GatherElements", in, results).integer("axis", axis);
  }
}
