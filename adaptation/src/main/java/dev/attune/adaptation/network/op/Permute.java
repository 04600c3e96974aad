package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Axes in another order.
 *
 * @param axes result axis i is the operand's axis {@code axes[i]}
 */
public record Permute(List<Integer> axes) implements Operator {
  /** Keeps a copy of the order. */
  public Permute {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireRank(0, axes.size());
    in.require(
        axes.stream().distinct().count() == axes.size()
            && axes.stream().allMatch(a -> a >= 0 && a < axes.size()),
        axes + " is no order of the axes");
    long[] dims = axes.stream().mapToLong(in.shape(0)::dim).toArray();
    return List.of(in.type(0).withShape(Shape.of(dims)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "permute", in.get(0), axes.toString());
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes
        .add("Transpose", in, results)
        .integers("perm", axes.stream().mapToLong(Integer::longValue).toArray());
  }
}
