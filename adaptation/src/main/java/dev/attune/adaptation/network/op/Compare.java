package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/** Element-wise comparison of two operands of one element type, with broadcasting, to BOOL. */
public enum Compare implements Operator {
  /** a = b. */
  EQUAL("eq", "Equal"),
  /** a < b. */
  LESS("lt", "Less"),
  /** a <= b. */
  LESS_OR_EQUAL("le", "LessOrEqual"),
  /** a > b. */
  GREATER("gt", "Greater"),
  /** a >= b. */
  GREATER_OR_EQUAL("ge", "GreaterOrEqual");

  private final String torchName;
  private final String onnxName;

  Compare(String torchName, String onnxName) {
    this.torchName = torchName;
    this.onnxName = onnxName;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "two operands");
    in.require(in.type(0).element() == in.type(1).element(), "element types differ");
    in.require(in.type(0).element() != ElementType.BOOL, "truth values are not compared");
    return List.of(new TensorType(ElementType.BOOL, Broadcast.of(in)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), torchName, in.get(0), in.get(1));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add(onnxName, in, results);
  }
}
