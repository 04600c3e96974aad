package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/** Element-wise logic of BOOL operands, with broadcasting. */
public enum Logical implements Operator {
  /** Both. */
  AND("logical_and", "And", 2),
  /** At least one. */
  OR("logical_or", "Or", 2),
  /** The opposite. */
  NOT("logical_not", "Not", 1);

  private final String torchName;
  private final String onnxName;
  private final int operands;

  Logical(String torchName, String onnxName, int operands) {
    this.torchName = torchName;
    this.onnxName = onnxName;
    this.operands = operands;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(operands, operands, operands == 1 ? "one operand" : "two operands");
    for (int i = 0; i < operands; i++) {
      in.requireElement(i, ElementType.BOOL);
    }
    return List.of(operands == 1 ? in.type(0) : in.type(0).withShape(Broadcast.of(in)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), torchName, in.toArray());
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add(onnxName, in, results);
  }
}
