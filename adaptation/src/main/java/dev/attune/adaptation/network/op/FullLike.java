package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * A constant in the sizes of its operand, which need not be known.
 *
 * @param value of every element
 */
public record FullLike(double value) implements Operator {
  /** Refuses what cannot be printed. */
  public FullLike {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("full of " + value + ": a finite number is allowed");
    }
  }

  @Override
  public String name() {
    return "fullLike";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "full_like", in.get(0), value);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    String size = nodes.temporary();
    nodes.add("Shape", in, size);
    nodes.add("ConstantOfShape", List.of(size), results).tensor("value", value);
  }
}
