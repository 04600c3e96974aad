package dev.attune.adaptation.network;

import dev.attune.adaptation.tensor.Shape;
import java.util.List;

/**
 * One operator: its type rule and its spelling in both target languages side by side, so that
 * differences of meaning are met in one place. Implementations are records that hold the
 * attributes.
 */
public interface Operator {
  /** The operator's usual name, for messages. */
  String name();

  /**
   * Types of the results. Called while building (sizes may be unknown) and again with real sizes.
   *
   * @throws IllegalArgumentException when the operands do not fit, by {@link Operands#require}
   */
  List<TensorType> infer(Operands in);

  /** Appends TorchScript statements that define {@code results}. */
  void torch(TorchStatements code, List<String> in, List<String> results);

  /** Appends ONNX nodes that define {@code results}. */
  void onnx(OnnxNodes nodes, List<String> in, List<String> results);

  /** Multiply-accumulate operations for known sizes. */
  default long multiplyAccumulates(List<Shape> in, List<Shape> out) {
    return 0;
  }
}
