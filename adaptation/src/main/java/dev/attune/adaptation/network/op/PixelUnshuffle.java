package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * [N, C, H*r, W*r] to [N, C*r*r, H, W], the inverse of {@link PixelShuffle}; C must be known.
 *
 * @param factor r
 */
public record PixelUnshuffle(int factor) implements Operator {
  /** Checks the range. */
  public PixelUnshuffle {
    if (factor < 1) {
      throw new IllegalArgumentException("factor " + factor + ": at least 1 is allowed");
    }
  }

  @Override
  public String name() {
    return "pixelUnshuffle";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireRank(0, 4);
    in.requireFloating(0);
    Shape x = in.shape(0);
    Shape out = x.with(1, (long) in.known(0, 1) * factor * factor);
    for (int axis = 2; axis < 4; axis++) {
      in.require(
          x.dim(axis) == Shape.ANY || x.dim(axis) % factor == 0,
          "height and width must be multiples of " + factor);
      out = out.with(axis, x.dim(axis) == Shape.ANY ? Shape.ANY : x.dim(axis) / factor);
    }
    return List.of(in.type(0).withShape(out));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(results.get(0), "pixel_unshuffle", in.get(0), factor);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    // SpaceToDepth puts the offset outside the channel; with channels last the two can change
    // places.
    String blocks = nodes.temporary();
    String last = nodes.temporary();
    String split = nodes.temporary();
    String swapped = nodes.temporary();
    String joined = nodes.temporary();
    nodes.add("SpaceToDepth", in, blocks).integer("blocksize", factor);
    nodes.add("Transpose", List.of(blocks), last).integers("perm", 0, 2, 3, 1);
    long square = (long) factor * factor;
    nodes.add("Reshape", List.of(last, nodes.integers(0, 0, 0, square, -1)), split);
    nodes.add("Transpose", List.of(split), swapped).integers("perm", 0, 1, 2, 4, 3);
    nodes.add("Reshape", List.of(swapped, nodes.integers(0, 0, 0, -1)), joined);
    nodes.add("Transpose", List.of(joined), results).integers("perm", 0, 3, 1, 2);
  }
}
