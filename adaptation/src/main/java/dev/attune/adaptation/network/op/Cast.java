package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import java.util.List;

/**
 * The same values as another element type: floating ones are cut towards zero to become integers,
 * everything but 0 is true.
 *
 * @param type FLOAT32 (the precision of the run), INT32, INT64, UINT8 or BOOL
 */
public record Cast(ElementType type) implements Operator {
  /** Refuses types that are not computed with. */
  public Cast {
    switch (type) {
      case FLOAT32, INT32, INT64, UINT8, BOOL -> {}
      default ->
          throw new IllegalArgumentException(
              "cast to " + type + ": FLOAT32, INT32, INT64, UINT8 and BOOL are allowed");
    }
  }

  @Override
  public String name() {
    return "cast";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    return List.of(new TensorType(type, in.shape(0)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "to", in.get(0), code.code(type), false, false, "None");
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Cast", in, results).integer("to", nodes.code(type));
  }
}
