package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/**
 * Mean squared distance from the mean over some axes.
 *
 * @param axes which, may count from the end; none means all
 * @param keep whether they stay with size 1
 * @param unbiased whether the sum is divided by one less than the number of elements
 */
public record Variance(List<Integer> axes, boolean keep, boolean unbiased) implements Operator {
  /** Keeps a copy of the axes. */
  public Variance {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "variance";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return Reduce.infer(in, axes, keep);
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    String which = Reduce.all(axes, code.rankOf(in.get(0))).toString();
    code.call(results.get(0), "var", in.get(0), which, unbiased, keep);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    long[] which =
        Reduce.all(axes, nodes.rankOf(in.get(0))).stream().mapToLong(Integer::longValue).toArray();
    String list = nodes.integers(which);
    String mean = nodes.temporary();
    String centred = nodes.temporary();
    String square = nodes.temporary();
    nodes.add("ReduceMean", List.of(in.get(0), list), mean);
    nodes.add("Sub", List.of(in.get(0), mean), centred);
    nodes.add("Mul", List.of(centred, centred), square);
    if (!unbiased) {
      nodes.add("ReduceMean", List.of(square, list), results).integer("keepdims", keep ? 1 : 0);
      return;
    }
    // The sum over one less than the number of elements, which is known only at the run.
    String sum = nodes.temporary();
    String sizes = nodes.temporary();
    String some = nodes.temporary();
    String count = nodes.temporary();
    String number = nodes.temporary();
    String less = nodes.temporary();
    nodes.add("ReduceSum", List.of(square, list), sum).integer("keepdims", keep ? 1 : 0);
    nodes.add("Shape", in, sizes);
    nodes.add("Gather", List.of(sizes, list), some);
    nodes.add("ReduceProd", List.of(some), count).integer("keepdims", 0);
    nodes.add("Cast", List.of(count), number).integer("to", nodes.code(ElementType.FLOAT32));
    nodes.add("Sub", List.of(number, nodes.scalar(1)), less);
    nodes.add("Div", List.of(sum, less), results);
  }
}
