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
 * @param to behind the last index, or {@link #END}
 */
public record Slice(int axis, long from, long to) implements Operator {
  /** Everything to the end of the axis. */
  public static final long END = Long.MAX_VALUE;

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    long size = in.shape(0).dim(in.axis(0, axis));
    long end = to == END ? size : to;
    in.require(
        0 <= from && (end == Shape.ANY || from < end) && (size == Shape.ANY || end <= size),
        "range ["
            + from
            + ", "
            + (to == END ? "end" : to)
            + ") of axis "
            + axis
            + " does not exist");
    long length = end == Shape.ANY ? Shape.ANY : end - from;
    return List.of(in.type(0).withShape(in.shape(0).with(axis, length)));
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
