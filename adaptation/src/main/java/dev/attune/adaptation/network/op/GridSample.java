package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * Samples a picture at given positions. Operands: x [N, C, H, W], grid [N, H', W', 2] of positions
 * (x, y), where -1 and 1 are the borders of the picture; result [N, C, H', W'].
 *
 * @param mode how pixels between pixels are made
 * @param outside what lies outside the picture
 * @param alignCorners whether -1 and 1 are the centres of the border pixels; otherwise they are
 *     their outer edges
 */
public record GridSample(Mode mode, Outside outside, boolean alignCorners) implements Operator {
  /** How pixels between pixels are made. */
  public enum Mode {
    /** Linear in both directions. */
    BILINEAR("linear", 0),
    /** The nearest pixel; no gradient reaches the grid. */
    NEAREST("nearest", 1);

    private final String onnxName;
    private final int torchCode;

    Mode(String onnxName, int torchCode) {
      this.onnxName = onnxName;
      this.torchCode = torchCode;
    }
  }

  /** What lies outside the picture. */
  public enum Outside {
    /** Zeros. */
    ZEROS("zeros", 0),
    /** The border pixels. */
    BORDER("border", 1),
    /** The mirrored picture. */
    REFLECTION("reflection", 2);

    private final String onnxName;
    private final int torchCode;

    Outside(String onnxName, int torchCode) {
      this.onnxName = onnxName;
      this.torchCode = torchCode;
    }
  }

  @Override
  public String name() {
    return "gridSample";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(2, 2, "x and grid");
    in.requireFloating();
    in.requireRank(0, 4);
    in.requireRank(1, 4);
    in.requireSize(1, 3, 2);
    in.requireSize(1, 0, in.shape(0).dim(0));
    Shape out = in.shape(0).with(2, in.shape(1).dim(1)).with(3, in.shape(1).dim(2));
    return List.of(in.type(0).withShape(out));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(
        results.get(0),
        "grid_sampler",
        in.get(0),
        in.get(1),
        mode.torchCode,
        outside.torchCode,
        alignCorners);
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    nodes
        .add("GridSample", in, results)
        .text("mode", mode.onnxName)
        .text("padding_mode", outside.onnxName)
        .integer("align_corners", alignCorners ? 1 : 0);
  }
}
