package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Other sizes for the same elements in the same order.
 *
 * @param dims new sizes; 0 takes over the size of the operand's axis of the same number, -1 (once)
 *     is what remains
 */
public record Reshape(List<Long> dims) implements Operator {
  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.require(in.size() == 1, "takes one operand");
    in.require(dims.stream().filter(d -> d == -1).count() <= 1, "only one size may be -1");
    Shape x = in.shape(0);
    long[] out = new long[dims.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = dims.get(i) == 0 ? x.dim(i) : dims.get(i);
    }
    int open = dims.indexOf(-1L);
    if (x.isKnown()) {
      long rest = 1;
      for (int i = 0; i < out.length; i++) {
        rest *= i == open ? 1 : out[i];
      }
      boolean fits = open < 0 ? rest == x.elements() : rest > 0 && x.elements() % rest == 0;
      in.require(fits, "the elements do not fit sizes " + dims);
      if (open >= 0) {
        out[open] = x.elements() / rest;
      }
    }
    return List.of(in.type(0).withShape(Shape.of(out)));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    String sizes =
        IntStream.range(0, dims.size())
            .mapToObj(
                i ->
                    dims.get(i) == 0
                        ? "torch.size(" + in.get(0) + ", " + i + ")"
                        : "" + dims.get(i))
            .collect(Collectors.joining(", ", "[", "]"));
    code.call(results.get(0), "reshape", in.get(0), sizes);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    long[] sizes = dims.stream().mapToLong(Long::longValue).toArray();
    nodes.add("Reshape", List.of(in.get(0), nodes.integers(sizes)), results);
  }
}
