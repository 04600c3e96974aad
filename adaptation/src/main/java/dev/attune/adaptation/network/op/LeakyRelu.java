package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * x where x is positive, elsewhere {@code slope * x}.
 *
 * @param slope of the negative side
 */
public record LeakyRelu(double slope) implements Operator {
  @Override
  public String name() {
    return "leakyRelu";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "leaky_relu", in.get(0), slope);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("LeakyRelu", in, results).number("alpha", slope);
  }
}
