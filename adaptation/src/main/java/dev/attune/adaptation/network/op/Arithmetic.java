package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/** Element-wise arithmetic of two operands of one element type, with broadcasting. */
public enum Arithmetic implements Operator {
  /** a + b. */
  ADD("add", "Add"),
  /** a - b. */
  SUB("sub", "Sub"),
  /** a * b. */
  MUL("mul", "Mul"),
  /** a / b, of floats. */
  DIV("div", "Div");

  private final String torchName;
  private final String onnxName;

  Arithmetic(String torchName, String onnxName) {
    this.torchName = torchName;
    this.onnxName = onnxName;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.require(in.size() == 2, "takes two operands");
    in.require(in.type(0).element() == in.type(1).element(), "element types differ");
    if (this == DIV) {
      in.requireFloating(0);
    }
    return List.of(in.type(0).withShape(Broadcast.of(in)));
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
