package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Values one behind the other on one axis; all other sizes agree.
 *
 * @param axis may count from the end
 */
public record Concat(int axis) implements Operator {
  @Override
  public String name() {
    return "concat";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, Integer.MAX_VALUE, "at least one operand");
    Shape out = in.shape(0);
    int along = in.axis(0, axis);
    long sum = out.dim(along);
    for (int i = 1; i < in.size(); i++) {
      in.requireRank(i, out.rank());
      in.require(in.type(i).element() == in.type(0).element(), "element types differ");
      for (int a = 0; a < out.rank(); a++) {
        if (a != along) {
          in.requireSize(i, a, out.dim(a));
          out = out.dim(a) == Shape.ANY ? out.with(a, in.shape(i).dim(a)) : out;
        }
      }
      long more = in.shape(i).dim(along);
      sum = sum == Shape.ANY || more == Shape.ANY ? Shape.ANY : sum + more;
    }
    return List.of(in.type(0).withShape(out.with(along, sum)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "cat", TorchStatements.list(in), axis);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Concat", in, results).integer("axis", axis);
  }
}
