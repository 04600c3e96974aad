package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * [N, C, H, W] in another height and width. Operands: x and, with {@link Like}, the value whose
 * height and width are taken.
 *
 * @param how pixels between pixels are made
 * @param size of the result
 */
public record Resize2d(Interpolation how, Size size) implements Operator {
  /** What a picture is resized to. */
  public sealed interface Size permits Factor, Fixed, Like {}

  /**
   * The size times a factor, rounded down; positions are scaled by the factor itself.
   *
   * @param height factor of the height, a float
   * @param width factor of the width, a float
   */
  public record Factor(double height, double width) implements Size {
    /** Checks the range. */
    public Factor {
      if (!(height > 0 && width > 0) || height != (float) height || width != (float) width) {
        throw new IllegalArgumentException(
            "factors "
                + height
                + " and "
                + width
                + ": numbers above 0 that a float holds exactly are allowed; otherwise resize to"
                + " the size of another value");
      }
    }
  }

  /**
   * Fixed numbers.
   *
   * @param height in pixels
   * @param width in pixels
   */
  public record Fixed(long height, long width) implements Size {
    /** Checks the range. */
    public Fixed {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            "size " + height + " x " + width + ": at least 1 x 1 is allowed");
      }
    }
  }

  /** Height and width of the second operand, its last two axes. */
  public record Like() implements Size {}

  @Override
  public String name() {
    return "resize2d " + how.kind();
  }

  @Override
  public List<TensorType> infer(Operands in) {
    int count = size instanceof Like ? 2 : 1;
    in.requireCount(count, count, count == 2 ? "x and the value whose size is taken" : "x");
    in.requireRank(0, 4);
    in.requireFloating(0);
    Shape x = in.shape(0);
    long height;
    long width;
    if (size instanceof Factor f) {
      height = scaled(x.dim(2), f.height);
      width = scaled(x.dim(3), f.width);
      in.require(height != 0 && width != 0, "nothing is left at factors " + f);
    } else if (size instanceof Fixed f) {
      height = f.height;
      width = f.width;
    } else {
      in.require(in.shape(1).rank() >= 2, in.names().get(1) + " must have height and width");
      height = in.shape(1).dim(-2);
      width = in.shape(1).dim(-1);
    }
    return List.of(in.type(0).withShape(x.with(2, height).with(3, width)));
  }

  private static long scaled(long x, double factor) {
    return x == Shape.ANY ? Shape.ANY : (long) (x * factor);
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    String wanted = "None";
    String factors = "None";
    if (size instanceof Factor f) {
      factors = "[" + f.height + ", " + f.width + "]";
    } else if (size instanceof Fixed f) {
      wanted = "[" + f.height + ", " + f.width + "]";
    } else {
      String like = in.get(1);
      wanted = "[torch.size(" + like + ", -2), torch.size(" + like + ", -1)]";
    }
    if (how.kind() == Interpolation.Kind.NEAREST) {
      code.call(results.get(0), how.torchFunction(), in.get(0), wanted, factors);
    } else {
      code.call(
          results.get(0), how.torchFunction(), in.get(0), wanted, how.alignCorners(), factors);
    }
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    if (size instanceof Factor f) {
      List<String> operands = List.of(in.get(0), "", nodes.floats(1, 1, f.height, f.width));
      how.describe(nodes.add("Resize", operands, results));
      return;
    }
    String head = nodes.temporary();
    String wanted = nodes.temporary();
    nodes.add("Shape", List.of(in.get(0)), head).integer("end", 2);
    String tail;
    if (size instanceof Fixed f) {
      tail = nodes.integers(f.height, f.width);
    } else {
      tail = nodes.temporary();
      nodes.add("Shape", List.of(in.get(1)), tail).integer("start", -2);
    }
    nodes.add("Concat", List.of(head, tail), wanted).integer("axis", 0);
    how.describe(nodes.add("Resize", List.of(in.get(0), "", "", wanted), results));
  }
}
