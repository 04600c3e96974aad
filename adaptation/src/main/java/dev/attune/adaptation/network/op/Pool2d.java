package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Greatest or mean value of a moving square window, for [N, C, H, W]. The mean counts padded zeros,
 * as PyTorch's default does.
 *
 * @param kind how a window is taken together
 * @param kernel side of the window
 * @param stride step of the window
 * @param padding at each side, at most half the kernel
 * @param ceil whether a last window that is not full counts as well
 */
public record Pool2d(Kind kind, int kernel, int stride, int padding, boolean ceil)
    implements Operator {
  /** How a window is taken together. */
  public enum Kind {
    /** Greatest. */
    MAX,
    /** Arithmetic mean, including padding. */
    AVERAGE
  }

  /** Checks the ranges. */
  public Pool2d {
    if (kernel < 1 || stride < 1 || padding < 0 || padding > kernel / 2) {
      throw new IllegalArgumentException(
          "pool of kernel "
              + kernel
              + ", stride "
              + stride
              + ", padding "
              + padding
              + ": kernel and stride from 1, padding from 0 to half the kernel are allowed");
    }
  }

  /** Windows side by side: stride = kernel, no padding, full windows only. */
  public static Pool2d of(Kind kind, int kernel) {
    return new Pool2d(kind, kernel, kernel, 0, false);
  }

  @Override
  public String name() {
    return kind == Kind.MAX ? "maxPool2d" : "averagePool2d";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireRank(0, 4);
    in.requireFloating(0);
    Shape out = in.shape(0);
    for (int axis = 2; axis < 4; axis++) {
      long size = size(out.dim(axis));
      in.require(size == Shape.ANY || size > 0, "the window is larger than the padded picture");
      out = out.with(axis, size);
    }
    return List.of(in.type(0).withShape(out));
  }

  private long size(long x) {
    if (x == Shape.ANY) {
      return Shape.ANY;
    }
    long room = x + 2L * padding - kernel;
    if (room < 0) {
      return 0;
    }
    long n = (ceil ? -Math.floorDiv(-room, (long) stride) : room / stride) + 1;
    // A window must not begin in the padding behind the picture.
    return ceil && (n - 1) * stride >= x + padding ? n - 1 : n;
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    long[] k = {kernel, kernel};
    long[] s = {stride, stride};
    long[] p = {padding, padding};
    if (kind == Kind.MAX) {
      code.call(results.get(0), "max_pool2d", in.get(0), k, s, p, new long[] {1, 1}, ceil);
    } else {
      code.call(results.get(0), "avg_pool2d", in.get(0), k, s, p, ceil, true, "None");
    }
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    OnnxNodes.Attributes node =
        nodes
            .add(kind == Kind.MAX ? "MaxPool" : "AveragePool", in, results)
            .integers("kernel_shape", kernel, kernel)
            .integers("strides", stride, stride)
            .integers("pads", padding, padding, padding, padding)
            .integer("ceil_mode", ceil ? 1 : 0);
    if (kind == Kind.AVERAGE) {
      node.integer("count_include_pad", 1);
    }
  }
}
