package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Two-dimensional convolution (cross-correlation) with zero padding. Operands: x [N, C, H, W],
 * weight [O, C/groups, kh, kw], perhaps bias [O].
 *
 * @param stride step of the window
 * @param padding zeros at each side
 * @param dilation distance of kernel elements
 * @param groups groups of channels that do not see each other
 */
public record Conv2d(int stride, int padding, int dilation, int groups) implements Operator {
  /** For an odd kernel: zero padding {@code kernel / 2}, no dilation, one group. */
  public static Conv2d same(int kernel, int stride) {
    return new Conv2d(stride, kernel / 2, 1, 1);
  }

  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.require(in.size() == 2 || in.size() == 3, "takes x, weight and perhaps bias");
    in.requireRank(0, 4);
    in.requireRank(1, 4);
    in.requireFloating(0);
    in.requireSize(0, 1, in.shape(1).dim(1) == Shape.ANY ? Shape.ANY : in.shape(1).dim(1) * groups);
    if (in.size() == 3) {
      in.requireRank(2, 1);
      in.requireSize(2, 0, in.shape(1).dim(0));
    }
    Shape out = in.shape(0).with(1, in.shape(1).dim(0));
    for (int axis = 2; axis < 4; axis++) {
      long size = size(in.shape(0).dim(axis), in.shape(1).dim(axis));
      in.require(size == Shape.ANY || size > 0, "the kernel is larger than the padded picture");
      out = out.with(axis, size);
    }
    return List.of(in.type(0).withShape(out));
  }

  private long size(long x, long kernel) {
    if (x == Shape.ANY) {
      return Shape.ANY;
    }
    return Math.floorDiv(x + 2L * padding - dilation * (kernel - 1) - 1, (long) stride) + 1;
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(
        results.get(0),
        "conv2d",
        in.get(0),
        in.get(1),
        in.size() == 3 ? in.get(2) : "None",
        new long[] {stride, stride},
        new long[] {padding, padding},
        new long[] {dilation, dilation},
        groups);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes
        .add("Conv", in, results)
        .integers("strides", stride, stride)
        .integers("pads", padding, padding, padding, padding)
        .integers("dilations", dilation, dilation)
        .integer("group", groups);
  }

  @Override
  public long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    Shape w = in.get(1);
    return out.get(0).elements() * w.dim(1) * w.dim(2) * w.dim(3);
  }
}
