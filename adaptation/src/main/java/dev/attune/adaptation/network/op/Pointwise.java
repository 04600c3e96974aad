package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/** Functions of single elements whose arguments need no translation. */
public enum Pointwise implements Operator {
  /** max(x, 0). */
  RELU("relu", "Relu"),
  /** 1 / (1 + exp(-x)). */
  SIGMOID("sigmoid", "Sigmoid"),
  /** Hyperbolic tangent. */
  TANH("tanh", "Tanh"),
  /** Exponential. */
  EXP("exp", "Exp"),
  /** Natural logarithm. */
  LOG("log", "Log"),
  /** Square root. */
  SQRT("sqrt", "Sqrt"),
  /** Absolute value. */
  ABS("abs", "Abs"),
  /** Exact GELU by erf: the default of both languages, ONNX from operator set 20 on. */
  GELU("gelu", "Gelu");

  private final String torchName;
  private final String onnxName;

  Pointwise(String torchName, String onnxName) {
    this.torchName = torchName;
    this.onnxName = onnxName;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.require(in.size() == 1, "takes one operand");
    in.requireFloating(0);
    return List.of(in.type(0));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), torchName, in.get(0));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add(onnxName, in, results);
  }
}
