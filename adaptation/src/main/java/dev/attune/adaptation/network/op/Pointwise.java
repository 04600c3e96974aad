package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import java.util.List;

/** Functions of single floating elements. */
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
  /** Sine. */
  SIN("sin", "Sin"),
  /** Cosine. */
  COS("cos", "Cos"),
  /** log(1 + exp(x)), the smooth form of RELU and the cross entropy of a logit with 0. */
  SOFTPLUS("softplus", "Softplus"),
  /** Exact GELU by erf: the default of both languages, ONNX from operator set 20 on. */
  GELU("gelu", "Gelu"),
  /** GELU by its approximation with tanh, as GPT-2 and some vision transformers use it. */
  GELU_TANH("gelu", "Gelu") {
    @Override
    public void torch(TorchStatements code, List<String> in, List<String> results) {
      code.call(results.get(0), "gelu", in.get(0), "approximate=\"tanh\"");
    }

    @Override
    public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
      nodes.add("Gelu", in, results).text("approximate", "tanh");
    }
  },
  /** x / (1 + exp(-x)), also called swish. */
  SILU("silu", "none") {
    @Override
    public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
      String gate = nodes.temporary();
      nodes.add("Sigmoid", in, gate);
      nodes.add("Mul", List.of(in.get(0), gate), results);
    }
  };

  private final String torchName;
  private final String onnxName;

  Pointwise(String torchName, String onnxName) {
    this.torchName = torchName;
    this.onnxName = onnxName;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
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
