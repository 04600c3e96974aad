package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;
import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.network.TensorType;
import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scaled dot product attention, {@code softmax(q k^T / sqrt(D)) v} (Vaswani et al., 2017, equation
 * 1). Operands: queries [N, heads, T, D], keys [N, heads, S, D], values [N, heads, S, E] and
 * perhaps a mask that broadcasts to [N, heads, T, S]: BOOL, true where a query may see a key (at
 * least one of them), or floats that are added before the softmax. Result [N, heads, T, E].
 */
public record Attention() implements Operator {
  @Override
  public String name() {
    return "attention";
  }

  @Override
  public List<TensorType> infer(Operands in) {
    in.requireCount(3, 4, "queries, keys, values and perhaps a mask");
    for (int i = 0; i < 3; i++) {
      in.requireRank(i, 4);
      in.requireFloating(i);
    }
    in.known(0, -1);
    in.requireSize(1, -1, in.shape(0).dim(-1));
    in.requireSize(2, -2, in.shape(1).dim(-2));
    for (int axis = 0; axis < 2; axis++) {
      in.requireSize(1, axis, in.shape(0).dim(axis));
      in.requireSize(2, axis, in.shape(0).dim(axis));
    }
    if (in.size() == 4) {
      Shape scores = in.shape(0).with(-1, in.shape(1).dim(-2));
      boolean floats = in.type(3).element().isFloating();
      in.require(
          floats || in.type(3).element() == ElementType.BOOL, "a mask is of BOOL or of floats");
      Shape both = Broadcast.of(in, scores, in.shape(3));
      in.require(
          both.rank() == 4 && Broadcast.of(in, scores, both).equals(both) && fits(scores, both),
          "the mask is larger than queries by keys");
    }
    return List.of(in.type(0).withShape(in.shape(0).with(-1, in.shape(2).dim(-1))));
  }

  private static boolean fits(Shape scores, Shape both) {
    return IntStream.range(0, 4)
        .allMatch(i -> scores.dim(i) == Shape.ANY || scores.dim(i) == both.dim(i));
  }

  @Override
  public void torch(TorchStatements code, List<String> in, List<String> results) {
    code.call(
        results.get(0),
        "scaled_dot_product_attention",
        in.get(0),
        in.get(1),
        in.get(2),
        in.size() == 4 ? in.get(3) : "None");
  }

  @Override
  public void onnx(OnnxNodes nodes, List<String> in, List<String> results) {
    String transposed = nodes.temporary();
    String queries = nodes.temporary();
    String scores = nodes.temporary();
    String shares = nodes.temporary();
    double scale = 1 / Math.sqrt(nodes.shapeOf(in.get(0)).known(-1));
    nodes.add("Transpose", List.of(in.get(1)), transposed).integers("perm", 0, 1, 3, 2);
    nodes.add("Mul", List.of(in.get(0), nodes.scalar(scale)), queries);
    nodes.add("MatMul", List.of(queries, transposed), scores);
    String masked = in.size() == 4 ? mask(nodes, scores, in.get(3)) : scores;
    nodes.add("Softmax", List.of(masked), shares).integer("axis", -1);
    nodes.add("MatMul", List.of(shares, in.get(2)), results);
  }

  private static String mask(OnnxNodes nodes, String scores, String mask) {
    String masked = nodes.temporary();
    if (nodes.typeOf(mask).element() == ElementType.BOOL) {
      String never = nodes.scalar(Double.NEGATIVE_INFINITY);
      nodes.add("Where", List.of(mask, scores, never), masked);
    } else {
      nodes.add("Add", List.of(scores, mask), masked);
    }
    return masked;
  }

  @Override
  public long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    return (in.get(0).elements() + out.get(0).elements()) * in.get(1).dim(-2);
  }
}
