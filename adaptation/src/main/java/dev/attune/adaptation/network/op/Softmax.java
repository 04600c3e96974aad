package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * Exponentials of an axis divided by their sum, or the logarithm of that.
 *
 * @param axis may count from the end
 * @param log whether the logarithm is given, exact where the quotient would vanish
 */
public record Softmax(int axis, boolean log) implements Operator {
  @Override
  public String name() {
    return log ? "logSoftmax" : "softmax";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    in.axis(0, axis);
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), log ? "log_softmax" : "softmax", in.get(0), axis);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add(log ? "LogSoftmax" : "Softmax", in, results).integer("axis", axis);
  }
}
