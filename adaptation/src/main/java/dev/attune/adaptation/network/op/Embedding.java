package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Rows of a table. Operands: table [V, D], ids INT64 [...] from 0 to V - 1; result [..., D]. */
public record Embedding() implements Operator {
  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "a table and ids");
    in.requireRank(0, 2);
    in.requireFloating(0);
    in.requireElement(1, ElementType.INT64);
    long[] ids = in.shape(1).dims();
    long[] dims = Arrays.copyOf(ids, ids.length + 1);
    dims[ids.length] = in.shape(0).dim(1);
    return List.of(in.type(0).withShape(Shape.of(dims)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "embedding", in.get(0), in.get(1), -1, false, false);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("Gather", in, results).integer("axis", 0);
  }
}
