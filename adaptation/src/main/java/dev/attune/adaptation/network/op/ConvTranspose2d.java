package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Two-dimensional transposed convolution. Operands: x [N, C, H, W], weight [C, O/groups, kh, kw]
 * (perhaps a computed value), perhaps bias [O].
 *
 * @param stride enlargement
 * @param padding cut off at each side
 * @param outputPadding added to the far sides, less than the stride
 * @param groups groups of channels that do not see each other
 */
public record ConvTranspose2d(int stride, int padding, int outputPadding, int groups)
    implements Operator {
  /** Checks the ranges. */
  public ConvTranspose2d {
    if (stride < 1 || padding < 0 || outputPadding < 0 || outputPadding >= stride || groups < 1) {
      throw new IllegalArgumentException(
          "convTranspose2d of stride "
              + stride
              + ", padding "
              + padding
              + ", output padding "
              + outputPadding
              + ", groups "
              + groups
              + ": stride and groups from 1, padding from 0, output padding from 0 to below the"
              + " stride are allowed");
    }
  }

  /** With one group. */
  public ConvTranspose2d(int stride, int padding, int outputPadding) {
    this(stride, padding, outputPadding, 1);
  }

  @Override
  public String name() {
    return "convTranspose2d";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 3, "x, weight and perhaps bias");
    in.requireFloating();
    in.requireRank(0, 4);
    in.requireRank(1, 4);
    in.requireSize(0, 1, in.shape(1).dim(0));
    long channels = in.shape(0).dim(1);
    in.require(
        channels == Shape.ANY || channels % groups == 0,
        "channels must be a multiple of " + groups + " groups");
    long made = in.shape(1).dim(1) == Shape.ANY ? Shape.ANY : in.shape(1).dim(1) * groups;
    if (in.size() == 3) {
      in.requireRank(2, 1);
      in.requireSize(2, 0, made);
    }
    Shape out = in.shape(0).with(1, made);
    for (int axis = 2; axis < 4; axis++) {
      long x = in.shape(0).dim(axis);
      long size =
          x == Shape.ANY
              ? Shape.ANY
              : Math.max(
                  0, (x - 1) * stride - 2L * padding + in.shape(1).dim(axis) + outputPadding);
      in.require(size == Shape.ANY || size > 0, "nothing is left after cutting the padding");
      out = out.with(axis, size);
    }
    return List.of(in.type(0).withShape(out));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    Shape kernel = code.shapeOf(in.get(1));
    WholeBlocks blocks = new WholeBlocks(code, kernel, groups);
    String whole = blocks.whole(results.get(0), false);
    code.call(
        whole,
        "conv_transpose2d",
        blocks.picture(in.get(0), true),
        blocks.kernel(in.get(1)),
        in.size() == 3 ? blocks.bias(in.get(2), false) : "None",
        new long[] {stride, stride},
        new long[] {padding, padding},
        new long[] {outputPadding, outputPadding},
        groups,
        new long[] {1, 1});
    blocks.cut(results.get(0), whole, kernel.dim(1));
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes
        .add("ConvTranspose", in, results)
        .integers("strides", stride, stride)
        .integers("pads", padding, padding, padding, padding)
        .integers("output_padding", outputPadding, outputPadding)
        .integer("group", groups);
  }

  @Override
  public long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    Shape w = in.get(1);
    return in.get(0).elements() * w.dim(1) * w.dim(2) * w.dim(3);
  }
}
