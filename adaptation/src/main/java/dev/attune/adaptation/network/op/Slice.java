package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * The half-open range [from, to) of one axis.
 *
 * @param axis may count from the end
 * @param from first index, at least 0
 * @param to behind the last index
 */
public record Slice(int axis, long from, long to) implements Operator {
  @Override
  public String name() {
    return "slice";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.require(in.size() == 1, "takes one operand");
    long size = in.shape(0).dim(axis);
    in.require(
        0 <= from && from < to && (size == Shape.ANY || to <= size),
        "range [" + from + ", " + to + ") of axis " + axis + " does not exist");
    return List.of(in.type(0).withShape(in.shape(0).with(axis, to - from)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "slice", in.get(0), axis, from, to, 1);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add(
        "Slice",
        List.of(in.get(0), nodes.integers(from), nodes.integers(to), nodes.integers(axis)),
        results);
  }
}
