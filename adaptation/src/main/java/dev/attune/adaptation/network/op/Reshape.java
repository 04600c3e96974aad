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
  /** Checks the sizes. */
  public Reshape {
    dims = List.copyOf(dims);
    if (dims.stream().anyMatch(d -> d < -1) || dims.stream().filter(d -> d == -1).count() > 1) {
      throw new IllegalArgumentException(
          "reshape to " + dims + ": positive sizes, 0 and one -1 are allowed");
    }
  }

  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    Shape x = in.shape(0);
    long[] out = new long[dims.size()];
    int open = dims.indexOf(-1L);
    // Axes that are taken over cancel out, so that they need not be known.
    long have = 1;
    long wanted = 1;
    for (int i = 0; i < Math.max(out.length, x.rank()); i++) {
      boolean taken = i < out.length && dims.get(i) == 0;
      in.require(!taken || i < x.rank(), "there is no axis " + i + " to be taken over");
      if (i < out.length) {
        out[i] = taken ? x.dim(i) : dims.get(i);
        wanted *= taken || i == open ? 1 : out[i];
      }
      if (i < x.rank() && !taken) {
        have = have == Shape.ANY || x.dim(i) == Shape.ANY ? Shape.ANY : have * x.dim(i);
      }
    }
    if (have != Shape.ANY) {
      boolean fits = open < 0 ? wanted == have : have % wanted == 0;
      in.require(fits, "the elements do not fit sizes " + dims);
      if (open >= 0) {
        out[open] = have / wanted;
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
