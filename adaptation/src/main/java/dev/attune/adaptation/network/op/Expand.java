package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Repeats axes of size 1, and the whole along new axes in front.
 *
 * @param dims sizes of the result, matched from the last axis; -1 keeps the operand's
 */
public record Expand(List<Long> dims) implements Operator {
  /** Keeps a copy of the sizes. */
  public Expand {
    dims = List.copyOf(dims);
  }

  @Override
  public String name() {
    return "expand";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    Shape x = in.shape(0);
    int added = dims.size() - x.rank();
    in.require(added >= 0, "cannot lose axes by expanding to " + dims);
    long[] out = new long[dims.size()];
    for (int i = 0; i < out.length; i++) {
      long wanted = dims.get(i);
      long have = i < added ? 1 : x.dim(i - added);
      in.require(
          wanted > 0 || (wanted == -1 && i >= added),
          "sizes " + dims + " must be positive, or -1 for axes that the operand has");
      in.require(
          wanted == -1 || have == 1 || have == wanted || have == Shape.ANY,
          "only axes of size 1 can be expanded to " + dims);
      out[i] = wanted == -1 ? have : wanted;
    }
    return List.of(in.type(0).withShape(Shape.of(out)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "expand", in.get(0), dims.toString(), "implicit=False");
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    // Size 1 leaves an axis as it is.
    long[] sizes = dims.stream().mapToLong(d -> d == -1 ? 1 : d).toArray();
    nodes.add("Expand", List.of(in.get(0), nodes.integers(sizes)), results);
  }
}
