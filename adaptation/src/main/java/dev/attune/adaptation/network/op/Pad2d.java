package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Rows and columns added around [N, C, H, W]; negative counts of a constant pad crop.
 *
 * @param mode what is added
 * @param left columns before the first
 * @param right columns behind the last
 * @param top rows before the first
 * @param bottom rows behind the last
 * @param value that a constant pad adds, ignored by others
 */
public record Pad2d(Mode mode, int left, int right, int top, int bottom, double value)
    implements Operator {
  /** What is added. */
  public enum Mode {
    /** One value. */
    CONSTANT("constant", "constant"),
    /** The picture mirrored about its border pixels, which are not repeated. */
    REFLECT("reflect", "reflect"),
    /** The border pixels. */
    REPLICATE("replicate", "edge");

    private final String torchName;
    private final String onnxName;

    Mode(String torchName, String onnxName) {
      this.torchName = torchName;
      this.onnxName = onnxName;
    }
  }

  /** Checks the ranges. */
  public Pad2d {
    if (mode != Mode.CONSTANT && Math.min(Math.min(left, right), Math.min(top, bottom)) < 0) {
      throw new IllegalArgumentException(
          "pad of " + left + ", " + right + ", " + top + ", " + bottom + ": only CONSTANT crops");
    }
  }

  /** Zeros around; negative counts crop. */
  public static Pad2d zeros(int left, int right, int top, int bottom) {
    return new Pad2d(Mode.CONSTANT, left, right, top, bottom, 0);
  }

  @Override
  public String name() {
    return "pad2d " + mode;
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(1, 1, "one operand");
    in.requireRank(0, 4);
    in.requireFloating(0);
    Shape out = side(in, side(in, in.shape(0), 2, top, bottom), 3, left, right);
    return List.of(in.type(0).withShape(out));
  }

  private Shape side(Operands in, Shape shape, int axis, int before, int behind) {
    long x = shape.dim(axis);
    if (x == Shape.ANY) {
      return shape;
    }
    if (mode == Mode.REFLECT) {
      in.require(
          Math.max(before, behind) < x, "axis " + axis + " is too short to be mirrored that far");
    }
    in.require(x + before + behind > 0, "nothing is left of axis " + axis);
    return shape.with(axis, x + before + behind);
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    long[] sides = {left, right, top, bottom};
    String how = '"' + mode.torchName + '"';
    if (mode == Mode.CONSTANT) {
      code.call(results.get(0), "pad", in.get(0), sides, how, value);
    } else {
      code.call(results.get(0), "pad", in.get(0), sides, how);
    }
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    String sides = nodes.integers(0, 0, top, left, 0, 0, bottom, right);
    List<String> operands =
        mode == Mode.CONSTANT
            ? List.of(in.get(0), sides, nodes.scalar(value))
            : List.of(in.get(0), sides);
    nodes.add("Pad", operands, results).text("mode", mode.onnxName);
  }
}
