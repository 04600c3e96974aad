package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * One axis cut into consecutive parts, one result each.
 *
 * @param axis may count from the end
 * @param sizes of the parts, which add up to the axis
 */
public record Split(int axis, List<Long> sizes) implements Operator {
  /** Checks the sizes. */
  public Split {
    if (sizes.isEmpty() || sizes.stream().anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException("split into " + sizes + ": sizes from 1 are allowed");
    }
    sizes = List.copyOf(sizes);
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    long size = in.shape(0).dim(in.axis(0, axis));
    long sum = sizes.stream().mapToLong(Long::longValue).sum();
    in.require(
        size == Shape.ANY || size == sum, "parts " + sizes + " do not add up to axis " + axis);
    return sizes.stream().map(s -> in.type(0).withShape(in.shape(0).with(axis, s))).toList();
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.callMany(results, "split_with_sizes", in.get(0), sizes.toString(), axis);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    String parts = nodes.integers(sizes.stream().mapToLong(Long::longValue).toArray());
    nodes.add("Split", List.of(in.get(0), parts), results).integer("axis", axis);
  }
}
