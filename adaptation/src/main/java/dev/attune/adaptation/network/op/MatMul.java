package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Matrix product of the last two axes; leading axes broadcast. Operands: a [..., M, K], b [..., K,
 * N].
 */
public record MatMul() implements Operator {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "two operands");
    in.require(in.shape(0).rank() >= 2 && in.shape(1).rank() >= 2, "operands must be matrices");
    in.requireFloating();
    in.requireSize(0, -1, in.shape(1).dim(-2));
    Shape batch = Broadcast.leading(in, 2);
    long[] dims = new long[batch.rank() + 2];
    System.arraycopy(batch.dims(), 0, dims, 0, batch.rank());
    dims[dims.length - 2] = in.shape(0).dim(-2);
    dims[dims.length - 1] = in.shape(1).dim(-1);
    return List.of(in.type(0).withShape(Shape.of(dims)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "matmul", in.get(0), in.get(1));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes.add("MatMul", in, results);
  }

  @Override
  public long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    return out.get(0).elements() * in.get(0).dim(-1);
  }
}
