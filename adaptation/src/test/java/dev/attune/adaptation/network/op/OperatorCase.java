package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the contract of one operator is checked with; immutable but for the building calls. */
final class OperatorCase {
  /** Operands that must be refused while building, with a word of the message. */
  record Refusal(String word, List<Operand> operands) {}

  /** Multiply-accumulates for real sizes. */
  record Work(long expected, List<String> sizes) {}

  final Operator operator;
  final List<Operand> operands = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();
  final List<Work> work = new ArrayList<>();
  Function<List<Nd>, Nd> reference;
  boolean anyType;
  boolean gradient = true;
  boolean onnx = true;
  boolean onnxFloat64 = true;
  double onnxFloat64Tolerance = 1e-11;

  OperatorCase(Operator operator) {
    this.operator = operator;
  }

  /** A floating input of numbers from -1.3 to 1.3. */
  OperatorCase input(String name, String sizes) {
    return input(name, sizes, -1.3, 1.3);
  }

  /** A floating input. */
  OperatorCase input(String name, String sizes, double low, double high) {
    return add(name, Operand.Role.INPUT, ElementType.FLOAT32, sizes, low, high);
  }

  /** An input of indices below {@code count}. */
  OperatorCase indices(String name, String sizes, int count) {
    return add(name, Operand.Role.INPUT, ElementType.INT64, sizes, 0, count);
  }

  /** An input of truth values. */
  OperatorCase truth(String name, String sizes) {
    return add(name, Operand.Role.INPUT, ElementType.BOOL, sizes, 0, 1);
  }

  /** A trained parameter. */
  OperatorCase parameter(String name, String sizes) {
    return add(name, Operand.Role.PARAMETER, ElementType.FLOAT32, sizes, -1.3, 1.3);
  }

  /** A parameter that is not trained, of positive numbers. */
  OperatorCase buffer(String name, String sizes) {
    return add(name, Operand.Role.BUFFER, ElementType.FLOAT32, sizes, 0.5, 1.5);
  }

  private OperatorCase add(
      String name, Operand.Role role, ElementType type, String sizes, double low, double high) {
    operands.add(new Operand(name, role, type, new Pattern(sizes), low, high));
    return this;
  }

  /** The first result of the operator as plain loops. */
  OperatorCase reference(Function<List<Nd>, Nd> loops) {
    reference = loops;
    return this;
  }

  /** Operands of these sizes are refused with a message that holds {@code word}. */
  OperatorCase refuses(String word, String... sizes) {
    List<Operand> wrong = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      Operand like = operands.get(Math.min(i, operands.size() - 1)).withPattern(sizes[i]);
      wrong.add(i < operands.size() ? like : like.withName("more" + i));
    }
    refusals.add(new Refusal(word, wrong));
    return this;
  }

  /** Operand {@code index} of another element type is refused. */
  OperatorCase refusesType(String word, int index, ElementType type) {
    List<Operand> wrong = new ArrayList<>(operands);
    wrong.set(
        index, new Operand("odd", Operand.Role.INPUT, type, wrong.get(index).pattern(), 0, 1));
    refusals.add(new Refusal(word, wrong));
    return this;
  }

  /** Operands that are all of another element type are refused. */
  OperatorCase refusesTypes(String word, ElementType type) {
    List<Operand> wrong =
        operands.stream()
            .map(o -> new Operand(o.name(), Operand.Role.INPUT, type, o.pattern(), 0, 1))
            .toList();
    refusals.add(new Refusal(word, wrong));
    return this;
  }

  /** Multiply-accumulates of inputs of these sizes. */
  OperatorCase work(long expected, String... sizes) {
    work.add(new Work(expected, List.of(sizes)));
    return this;
  }

  /** Floating operands may be integers as well. */
  OperatorCase anyType() {
    anyType = true;
    return this;
  }

  /** The result does not depend smoothly on the operands. */
  OperatorCase withoutGradient() {
    gradient = false;
    return this;
  }

  /** ONNX cannot express it. */
  OperatorCase withoutOnnx() {
    onnx = false;
    return this;
  }

  /** ONNX Runtime has no kernel of double precision for the processor. */
  OperatorCase withoutOnnxFloat64() {
    onnxFloat64 = false;
    return this;
  }

  /** ONNX Runtime computes with a number of single precision on the way. */
  OperatorCase looseInOnnxFloat64(double tolerance) {
    onnxFloat64Tolerance = tolerance;
    return this;
  }

  @Override
  public String toString() {
    String sizes = String.join(" | ", operands.stream().map(o -> o.pattern().text()).toList());
    return operator.name() + " " + operator + " of " + sizes;
  }
}
