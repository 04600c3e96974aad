package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
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
  DIV("div", "Div"),
  /** The greater of both, of floats. */
  MAXIMUM("maximum", "Max"),
  /** The lesser of both, of floats. */
  MINIMUM("minimum", "Min");

  private final String torchName;
  private final String onnxName;

  Arithmetic(String torchName, String onnxName) {
    this.torchName = torchName;
    this.onnxName = onnxName;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "two operands");
    in.require(in.type(0).element() == in.type(1).element(), "element types differ");
    in.require(in.type(0).element() != ElementType.BOOL, "truth values are not computed with");
    if (this == DIV || this == MAXIMUM || this == MINIMUM) {
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
