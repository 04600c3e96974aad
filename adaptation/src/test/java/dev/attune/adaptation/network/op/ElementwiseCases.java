package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators on elements of one place. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    out.add(one(Pointwise.RELU, x -> Math.max(x, 0)));
    out.add(one(Pointwise.SIGMOID, x -> 1 / (1 + Math.exp(-x))));
    out.add(one(Pointwise.TANH, Math::tanh));
    out.add(one(Pointwise.EXP, Math::exp));
    out.add(positive(Pointwise.LOG, Math::log));
    out.add(positive(Pointwise.SQRT, Math::sqrt));
    out.add(one(Pointwise.ABS, Math::abs));
    out.add(one(Pointwise.SIN, Math::sin));
    out.add(one(Pointwise.COS, Math::cos));
    out.add(one(Pointwise.SOFTPLUS, x -> Math.log1p(Math.exp(x))).withoutOnnxFloat64());
    out.add(one(Pointwise.GELU, null).withoutOnnxFloat64());
    // Composed by ONNX Runtime with constants that are floats.
    out.add(one(Pointwise.GELU_TANH, ElementwiseCases::geluTanh).looseInOnnxFloat64(1e-8));
    // Fused to an operator that has no double precision.
    out.add(one(Pointwise.SILU, x -> x / (1 + Math.exp(-x))).withoutOnnxFloat64());
    out.add(one(new LeakyRelu(0.2), x -> x > 0 ? x : 0.2 * x).withoutOnnxFloat64());
    out.add(one(new Scale(-1.5, 0.25), x -> -1.5 * x + 0.25));
    out.add(one(new Clamp(-0.5, 0.75), x -> Math.min(Math.max(x, -0.5), 0.75)));
    double all = Double.POSITIVE_INFINITY;
    out.add(one(new Clamp(0.1, all), x -> Math.max(x, 0.1)));
    out.add(one(new Clamp(-all, 0.1), x -> Math.min(x, 0.1)));
    out.add(two(Arithmetic.ADD, (a, b) -> a + b).anyType().refusesTypes("truth", ElementType.BOOL));
    out.add(two(Arithmetic.SUB, (a, b) -> a - b).anyType());
    out.add(two(Arithmetic.MUL, (a, b) -> a * b).anyType());
    out.add(two(Arithmetic.DIV, (a, b) -> a / b).refusesTypes("floating", ElementType.INT64));
    out.add(two(Arithmetic.MAXIMUM, Math::max).refusesTypes("floating", ElementType.INT64));
    out.add(two(Arithmetic.MINIMUM, Math::min).refusesTypes("floating", ElementType.INT64));
    out.add(compare(Compare.EQUAL, (a, b) -> a == b ? 1 : 0));
    out.add(compare(Compare.LESS, (a, b) -> a < b ? 1 : 0));
    out.add(compare(Compare.LESS_OR_EQUAL, (a, b) -> a <= b ? 1 : 0));
    out.add(compare(Compare.GREATER, (a, b) -> a > b ? 1 : 0));
    out.add(compare(Compare.GREATER_OR_EQUAL, (a, b) -> a >= b ? 1 : 0));
    out.add(logical(Logical.AND));
    out.add(logical(Logical.OR));
    out.add(
        contract(Logical.NOT)
            .truth("x", "n,t")
            .reference(in -> in.get(0).map(x -> 1 - x))
            .withoutGradient()
            .refusesType("must be BOOL", 0, ElementType.INT64));
    out.add(where("n,c,h,w", "n,1,h,w", "n,c,1,1"));
    out.add(where("h,1", "n,1,w", "").refusesType("must be BOOL", 0, ElementType.INT64));
    for (ElementType type :
        List.of(ElementType.INT64, ElementType.INT32, ElementType.UINT8, ElementType.BOOL)) {
      // libtorch computes nothing smooth in integers; positive, since UINT8 wraps otherwise.
      out.add(
          contract(new Cast(type))
              .input("x", "n,t", 0, 9)
              .reference(
                  in -> in.get(0).map(x -> type == ElementType.BOOL ? (x == 0 ? 0 : 1) : (long) x))
              .withoutGradient()
              .refuses("one operand", "n,t", "n,t"));
    }
    out.add(
        contract(new Cast(ElementType.FLOAT32))
            .indices("ids", "n,t", 1000)
            .reference(in -> in.get(0))
            .withoutGradient()
            .refuses("one operand", "n,t", "n,t"));
    return out;
  }

  private static double geluTanh(double x) {
    return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  private static OperatorCase one(Operator operator, DoubleUnaryOperator f) {
    OperatorCase c = contract(operator).input("x", "n,4,h,w");
    if (f != null) {
      c.reference(in -> in.get(0).map(f));
    }
    return c.refusesType("floating", 0, ElementType.INT64);
  }

  private static OperatorCase positive(Pointwise operator, DoubleUnaryOperator f) {
    return contract(operator)
        .input("x", "n,4,h,w", 0.2, 3)
        .reference(in -> in.get(0).map(f))
        .refusesType("floating", 0, ElementType.INT64);
  }

  private static OperatorCase two(Arithmetic operator, DoubleBinaryOperator f) {
    return contract(operator)
        .input("a", "n,c,1,w")
        .input("b", "c,h,1", 0.3, 1.9)
        .reference(
            in -> {
              Nd a = in.get(0);
              Nd b = in.get(1);
              return Nd.of(
                  a.shape().with(2, b.dim(1)),
                  i -> f.applyAsDouble(a.broadcast(i), b.broadcast(i)));
            })
        .refuses("sizes differ", "n,4,h,w", "n,3,h,w")
        .refusesType("differ", 1, ElementType.INT64);
  }

  private static OperatorCase compare(Compare operator, DoubleBinaryOperator f) {
    return contract(operator)
        .indices("a", "n,t", 3)
        .indices("b", "t", 3)
        .reference(in -> in.get(0).zip(in.get(1), f))
        .withoutGradient()
        .refuses("sizes differ", "4,5", "4")
        .refusesType("differ", 1, ElementType.FLOAT32);
  }

  private static OperatorCase logical(Logical operator) {
    return contract(operator)
        .truth("a", "n,t")
        .truth("b", "t")
        .reference(
            in ->
                in.get(0)
                    .zip(in.get(1), (a, b) -> operator == Logical.AND ? a * b : Math.max(a, b)))
        .withoutGradient()
        .refuses("sizes differ", "4,5", "4")
        .refusesType("must be BOOL", 1, ElementType.FLOAT32);
  }

  private static OperatorCase where(String condition, String a, String b) {
    return contract(new Where())
        .truth("condition", condition)
        .input("a", a)
        .input("b", b)
        .anyType()
        .refuses("sizes differ", "4,1", "4,5", "4,6")
        .refuses("sizes differ", "3,1", "4,5", "4,5");
  }
}
