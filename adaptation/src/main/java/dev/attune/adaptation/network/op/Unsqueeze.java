package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * A new axis of size 1.
 *
 * @param axis its number in the result, from 0
 */
public record Unsqueeze(int axis) implements Operator {
  @Override
  public String name() {
    return "unsqueeze";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    Shape x = in.shape(0);
    in.require(axis >= 0 && axis <= x.rank(), "axis " + axis + " cannot be added");
    long[] dims = new long[x.rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis ? 1 : x.dim(i < axis ? i : i - 1);
    }
    return List.of(in.type(0).withShape(Shape.of(dims)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "unsqueeze", in.get(0), axis);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Unsqueeze", List.of(in.get(0), nodes.integers(axis)), results);
  }
}
