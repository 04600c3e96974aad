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
    // SpaceToDepth puts the offset outside the channel; the two change places.
    String blocks = nodes.temporary();
    String sizes = nodes.temporary();
    String split = nodes.temporary();
    String swapped = nodes.temporary();
    nodes.add("SpaceToDepth", in, blocks).integer("blocksize", factor);
    nodes.add("Shape", List.of(blocks), sizes);
    long square = (long) factor * factor;
    long channels = nodes.shapeOf(in.get(0)).dim(1);
    nodes.add("Reshape", List.of(blocks, nodes.integers(0, square, channels, -1)), split);
    nodes.add("Transpose", List.of(split), swapped).integers("perm", 0, 2, 1, 3);
    nodes.add("Reshape", List.of(swapped, sizes), results);
  }
}
