package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * [N, C*r*r, H, W] to [N, C, H*r, W*r]: channel c*r*r + i*r + j becomes row offset i, column offset
 * j of channel c.
 *
 * @param factor r
 */
public record PixelShuffle(int factor) implements Operator {
  /** Checks the range. */
  public PixelShuffle {
    if (factor < 1) {
      throw new IllegalArgumentException("factor " + factor + ": at least 1 is allowed");
    }
  }

  @Override
  public String name() {
    return "pixelShuffle";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireRank(0, 4);
    in.requireFloating(0);
    Shape x = in.shape(0);
    long square = (long) factor * factor;
    in.require(
        x.dim(1) == Shape.ANY || x.dim(1) % square == 0,
        "channels must be a multiple of " + square);
    Shape out = x.with(1, x.dim(1) == Shape.ANY ? Shape.ANY : x.dim(1) / square);
    for (int axis = 2; axis < 4; axis++) {
      out = out.with(axis, x.dim(axis) == Shape.ANY ? Shape.ANY : x.dim(axis) * factor);
    }
    return List.of(in.type(0).withShape(out));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "pixel_shuffle", in.get(0), factor);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    // ONNX's default order of channels, DCR, is another one.
    nodes.add("DepthToSpace", in, results).integer("blocksize", factor).text("mode", "CRD");
  }
}
