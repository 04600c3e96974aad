package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Takes one index of an axis and drops the axis.
 *
 * @param axis may count from the end
 * @param index at least 0
 */
public record Select(int axis, long index) implements Operator {
  @Override
  public String name() {
    return "select";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    Shape x = in.shape(0);
    int at = in.axis(0, axis);
    in.require(
        index >= 0 && (x.dim(at) == Shape.ANY || index < x.dim(at)),
        "index " + index + " of axis " + axis + " does not exist");
    long[] dims = new long[x.rank() - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = x.dim(i < at ? i : i + 1);
    }
    return List.of(in.type(0).withShape(Shape.of(dims)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "select", in.get(0), axis, index);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    // An index without axes drops the axis; one of rank 1 would keep it.
    nodes.add("Gather", List.of(in.get(0), nodes.integer(index)), results).integer("axis", axis);
  }
}
