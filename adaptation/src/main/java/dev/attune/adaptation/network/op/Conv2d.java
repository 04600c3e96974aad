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
 * @param paddingHeight zeros above and below
 * @param paddingWidth zeros left and right
 * @param dilation distance of kernel elements
 * @param groups groups of channels that do not see each other
 */
public record Conv2d(int stride, int paddingHeight, int paddingWidth, int dilation, int groups)
    implements Operator {
  /** Checks the ranges. */
  public Conv2d {
    if (stride < 1 || Math.min(paddingHeight, paddingWidth) < 0 || dilation < 1 || groups < 1) {
      throw new IllegalArgumentException(
          "conv2d of stride "
              + stride
              + ", padding "
              + paddingHeight
              + " and "
              + paddingWidth
              + ", dilation "
              + dilation
              + ", groups "
              + groups
              + ": padding from 0 and others from 1 are allowed");
    }
  }

  /** With the same zero padding at all sides. */
  public Conv2d(int stride, int padding, int dilation, int groups) {
    this(stride, padding, padding, dilation, groups);
  }

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
    in.requireCount(2, 3, "x, weight and perhaps bias");
    in.requireFloating();
    in.requireRank(0, 4);
    in.requireRank(1, 4);
    long group = in.shape(1).dim(1);
    in.requireSize(0, 1, group == Shape.ANY ? Shape.ANY : group * groups);
    long made = in.shape(1).dim(0);
    in.require(
        made == Shape.ANY || made % groups == 0,
        "output channels must be a multiple of " + groups + " groups");
    if (in.size() == 3) {
      in.requireRank(2, 1);
      in.requireSize(2, 0, in.shape(1).dim(0));
    }
    Shape out = in.shape(0).with(1, in.shape(1).dim(0));
    for (int axis = 2; axis < 4; axis++) {
      long size =
          size(
              in.shape(0).dim(axis),
              in.shape(1).dim(axis),
              axis == 2 ? paddingHeight : paddingWidth);
      in.require(size == Shape.ANY || size > 0, "the kernel is larger than the padded picture");
      out = out.with(axis, size);
    }
    return List.of(in.type(0).withShape(out));
  }

  private long size(long x, long kernel, long padding) {
    if (x == Shape.ANY) {
      return Shape.ANY;
    }
    long last = x + 2 * padding - dilation * (kernel - 1) - 1;
    return last < 0 ? 0 : last / stride + 1;
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    Shape kernel = code.shapeOf(in.get(1));
    WholeBlocks blocks = new WholeBlocks(code, kernel, groups);
    String whole = blocks.whole(results.get(0), true);
    code.call(
        whole,
        "conv2d",
        blocks.picture(in.get(0), false),
        blocks.kernel(in.get(1)),
        in.size() == 3 ? blocks.bias(in.get(2), true) : "None",
        new long[] {stride, stride},
        new long[] {paddingHeight, paddingWidth},
        new long[] {dilation, dilation},
        groups);
    blocks.cut(results.get(0), whole, kernel.dim(0));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes
        .add("Conv", in, results)
        .integers("strides", stride, stride)
        .integers("pads", paddingHeight, paddingWidth, paddingHeight, paddingWidth)
        .integers("dilations", dilation, dilation)
        .integer("group", groups);
  }

  @Override
  public long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    Shape w = in.get(1);
    return out.get(0).elements() * w.dim(1) * w.dim(2) * w.dim(3);
  }
}
