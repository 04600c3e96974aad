package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/** Where the BOOL operand holds the second operand, elsewhere the third, with broadcasting. */
public record Where() implements Operator {
  @Override
  public String name() {
    return "where";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(3, 3, "a condition and two operands");
    in.requireElement(0, ElementType.BOOL);
    in.require(in.type(1).element() == in.type(2).element(), "element types differ");
    Shape values = Broadcast.of(in, in.shape(1), in.shape(2));
    return List.of(in.type(1).withShape(Broadcast.of(in, in.shape(0), values)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "where", in.get(0), in.get(1), in.get(2));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Where", in, results);
  }
}
