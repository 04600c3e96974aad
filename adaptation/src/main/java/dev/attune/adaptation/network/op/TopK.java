package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * The greatest or least elements of an axis, sorted: values and their indices INT64. Which of equal
 * elements comes first is left open.
 *
 * @param k how many, at least 1
 * @param axis may count from the end
 * @param largest whether the greatest come, the greatest first; otherwise the least, the least
 *     first
 */
public record TopK(int k, int axis, boolean largest) implements Operator {
  /** Checks the range. */
  public TopK {
    if (k < 1) {
      throw new IllegalArgumentException("top " + k + ": at least 1 is allowed");
    }
  }

  @Override
  public String name() {
    return "topK";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    long size = in.shape(0).dim(in.axis(0, axis));
    in.require(size == Shape.ANY || size >= k, "axis " + axis + " has less than " + k);
    Shape out = in.shape(0).with(axis, k);
    return List.of(in.type(0).withShape(out), new TensorType(ElementType.INT64, out));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.callMany(results, "topk", in.get(0), k, axis, largest, true);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes
        .add("TopK", List.of(in.get(0), nodes.integers(k)), results)
        .integer("axis", axis)
        .integer("largest", largest ? 1 : 0);
  }
}
