package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/** The first operand repeated to the sizes of the second, of which only the sizes matter. */
public record ExpandLike() implements Operator {
  @Override
  public String name() {
    return "expandLike";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "x and the value whose sizes are taken");
    Shape x = in.shape(0);
    Shape like = in.shape(1);
    in.require(x.rank() <= like.rank(), in.names().get(0) + " has more axes");
    for (int i = 1; i <= x.rank(); i++) {
      long have = x.dim(-i);
      long wanted = like.dim(-i);
      in.require(
          have == 1 || have == wanted || have == Shape.ANY || wanted == Shape.ANY,
          "only axes of size 1 can be expanded");
      if (wanted == Shape.ANY && have > 1) {
        like = like.with(-i, have);
      }
    }
    return List.of(in.type(0).withShape(like));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "expand_as", in.get(0), in.get(1));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    String size = nodes.temporary();
    nodes.add("Shape", List.of(in.get(1)), size);
    nodes.add("Expand", List.of(in.get(0), size), results);
  }
}
