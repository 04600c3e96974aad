package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/**
 * Limits x to a range; no gradient passes where x is outside.
 *
 * @param low least value, negative infinity for none
 * @param high greatest value, infinity for none
 */
public record Clamp(double low, double high) implements Operator {
  /** Checks the range. */
  public Clamp {
    if (!(low <= high) || (Double.isInfinite(low) && Double.isInfinite(high))) {
      throw new IllegalArgumentException(
          "clamp to [" + low + ", " + high + "]: the range is empty or without a limit");
    }
  }

  @Override
  public String name() {
    return "clamp";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(
        results.get(0),
        "clamp",
        in.get(0),
        low == Double.NEGATIVE_INFINITY ? "None" : low,
        high == Double.POSITIVE_INFINITY ? "None" : high);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Clip", List.of(in.get(0), nodes.scalar(low), nodes.scalar(high)), results);
  }
}
