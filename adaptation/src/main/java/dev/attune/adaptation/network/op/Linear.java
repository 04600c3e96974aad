package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/** Linear map of the last axis. Operands: x [..., I], weight [O, I], perhaps bias [O]. */
public record Linear() implements Operator {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 3, "x, weight and perhaps bias");
    in.requireFloating();
    in.require(in.shape(0).rank() >= 1, "x must have an axis");
    in.requireRank(1, 2);
    in.requireSize(0, -1, in.shape(1).dim(1));
    if (in.size() == 3) {
      in.requireRank(2, 1);
      in.requireSize(2, 0, in.shape(1).dim(0));
    }
    return List.of(in.type(0).withShape(in.shape(0).with(-1, in.shape(1).dim(0))));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "linear", in.get(0), in.get(1), in.size() == 3 ? in.get(2) : "None");
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    if (nodes.rankOf(in.get(0)) == 2) {
      nodes.add("Gemm", in, results).integer("transB", 1);
      return;
    }
    String transposed = nodes.temporary();
    nodes.add("Transpose", List.of(in.get(1)), transposed).integers("perm", 1, 0);
    if (in.size() == 2) {
      nodes.add("MatMul", List.of(in.get(0), transposed), results);
      return;
    }
    String product = nodes.temporary();
    nodes.add("MatMul", List.of(in.get(0), transposed), product);
    nodes.add("Add", List.of(product, in.get(2)), results);
  }

  @Override
  public long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    return out.get(0).elements() * in.get(1).dim(1);
  }
}
