package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Drops an axis of size 1.
 *
 * @param axis may count from the end
 */
public record Squeeze(int axis) implements Operator {
  @Override
  public String name() {
    return "squeeze";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    int gone = in.axis(0, axis);
    in.requireSize(0, axis, 1);
    long[] dims =
        IntStream.range(0, in.shape(0).rank())
            .filter(i -> i != gone)
            .mapToLong(in.shape(0)::dim)
            .toArray();
    return List.of(in.type(0).withShape(Shape.of(dims)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "squeeze", in.get(0), axis);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Squeeze", List.of(in.get(0), nodes.integers(axis)), results);
  }
}
