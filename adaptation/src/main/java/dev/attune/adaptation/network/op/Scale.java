package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * {@code factor * x + offset}.
 *
 * @param factor multiplies
 * @param offset is added
 */
public record Scale(double factor, double offset) implements Operator {
  /** Refuses what cannot be printed. */
  public Scale {
    if (!Double.isFinite(factor) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "scale by " + factor + " and " + offset + ": finite numbers are allowed");
    }
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    String product = code.temporary();
    code.call(product, "mul", in.get(0), factor);
    code.call(results.get(0), "add", product, offset);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    String product = nodes.temporary();
    nodes.add("Mul", List.of(in.get(0), nodes.scalar(factor)), product);
    nodes.add("Add", List.of(product, nodes.scalar(offset)), results);
  }
}
