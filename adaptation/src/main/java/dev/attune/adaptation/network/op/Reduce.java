package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes some axes together.
 *
 * @param kind how
 * @param axes which, may count from the end; none means all
 * @param keep whether they stay with size 1
 */
public record Reduce(Kind kind, List<Integer> axes, boolean keep) implements Operator {
  /** Keeps a copy of the axes. */
  public Reduce {
    axes = List.copyOf(axes);
  }

  /** How elements are taken together. */
  public enum Kind {
    /** Arithmetic mean. */
    MEAN("mean", "ReduceMean"),
    /** Sum. */
    SUM("sum", "ReduceSum"),
    /** Greatest. */
    MAX("amax", "ReduceMax"),
    /** Least. */
    MIN("amin", "ReduceMin");

    private final String torchName;
    private final String onnxName;

    Kind(String torchName, String onnxName) {
      this.torchName = torchName;
      this.onnxName = onnxName;
    }
  }

  @Override
  public String name() {
    return "reduce " + kind;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return infer(in, axes, keep);
  }

  static List<TensorType> infer(Operands in, List<Integer> axes, boolean keep) {
    in.requireCount(1, 1, "one operand");
    in.requireFloating(0);
    Shape x = in.shape(0);
    boolean[] gone = new boolean[x.rank()];
    Arrays.fill(gone, axes.isEmpty());
    axes.forEach(a -> gone[in.axis(0, a)] = true);
    long[] dims = new long[x.rank()];
    int n = 0;
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i] || keep) {
        dims[n++] = gone[i] ? 1 : x.dim(i);
      }
    }
    return List.of(in.type(0).withShape(Shape.of(Arrays.copyOf(dims, n))));
  }

  /** The axes, or all of them where none is named. */
  static List<Integer> all(List<Integer> axes, int rank) {
    return axes.isEmpty() ? IntStream.range(0, rank).boxed().toList() : axes;
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    String which = all(axes, code.rankOf(in.get(0))).toString();
    code.call(results.get(0), kind.torchName, in.get(0), which, keep);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    List<String> operands =
        axes.isEmpty()
            ? in
            : List.of(
                in.get(0), nodes.integers(axes.stream().mapToLong(Integer::longValue).toArray()));
    nodes.add(kind.onnxName, operands, results).integer("keepdims", keep ? 1 : 0);
  }
}
