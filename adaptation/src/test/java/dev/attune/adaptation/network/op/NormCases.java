package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Normalisations, softmax and reductions. */
final class NormCases {
  private static final double EPSILON = 1e-5;

  private NormCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    out.add(
        batchNorm(BatchNorm.Mode.EVALUATION)
            .reference(
                in ->
                    Nd.of(
                        in.get(0).shape(),
                        i ->
                            (in.get(0).at(i) - in.get(3).at(i[1]))
                                    / Math.sqrt(in.get(4).at(i[1]) + EPSILON)
                                    * in.get(1).at(i[1])
                                + in.get(2).at(i[1]))));
    out.add(batchNorm(BatchNorm.Mode.TRAINING).reference(NormCases::batch).withoutOnnx());
    out.add(batchNorm(BatchNorm.Mode.BATCH_STATISTICS).reference(NormCases::batch));
    for (String sizes : List.of("n,6,h,w", "n,6,t")) {
      out.add(
          affine(new GroupNorm(3, EPSILON), sizes, "6")
              .reference(in -> affine(in, (i, j) -> i[0] == j[0] && i[1] / 2 == j[1] / 2, 1))
              .withoutOnnxFloat64()
              .refuses("multiple of 3", "n,4,t", "4", "4")
              .refuses("size 6 on axis 0", "n,6,t", "6", "3"));
    }
    out.add(
        affine(new InstanceNorm(EPSILON), "n,4,h,w", "4")
            .reference(in -> affine(in, (i, j) -> i[0] == j[0] && i[1] == j[1], 1))
            .withoutOnnxFloat64()
            .refuses("axis behind the channels", "n,4", "4", "4"));
    out.add(
        contract(new InstanceNorm(EPSILON))
            .input("x", "n,c,h,w")
            .reference(in -> normal(in.get(0), (i, j) -> i[0] == j[0] && i[1] == j[1]))
            .withoutOnnxFloat64()
            .refuses("axis behind the channels", "n,4"));
    for (String sizes : List.of("n,t,6", "n,6")) {
      out.add(
          affine(new LayerNorm(EPSILON), sizes, "6")
              .reference(
                  in ->
                      affine(
                          in,
                          (i, j) -> IntStream.range(0, i.length - 1).allMatch(a -> i[a] == j[a]),
                          -1))
              .refuses("size 6 on axis 0", "n,t,6", "6", "5"));
    }
    out.add(softmax(1, "n,c,h,w", false));
    out.add(softmax(-1, "n,t", false));
    out.add(softmax(-1, "n,t,s", true));
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      out.add(reduce(kind, List.of(2, -1), true));
      out.add(reduce(kind, List.of(1), false));
      out.add(reduce(kind, List.of(), false));
    }
    out.add(variance(List.of(2, 3), true, true));
    out.add(variance(List.of(2, 3), true, false));
    out.add(variance(List.of(), false, true));
    return out;
  }

  private static OperatorCase batchNorm(BatchNorm.Mode mode) {
    return contract(BatchNorm.of(mode))
        .input("x", "n,4,h,w")
        .parameter("bn.weight", "4")
        .parameter("bn.bias", "4")
        .buffer("bn.running_mean", "4")
        .buffer("bn.running_var", "4")
        .refuses("size 4 on axis 0", "n,4,h,w", "4", "4", "4", "3")
        .refuses("axis of channels", "4", "4", "4", "4", "4");
  }

  private static Nd batch(List<Nd> in) {
    return affine(in, (i, j) -> i[1] == j[1], 1);
  }

  private static OperatorCase affine(Operator operator, String sizes, String channels) {
    return contract(operator)
        .input("x", sizes)
        .parameter("norm.weight", channels)
        .parameter("norm.bias", channels)
        .refusesType("floating", 0, ElementType.INT64);
  }

  private static Nd affine(List<Nd> in, BiPredicate<long[], long[]> together, int axis) {
    Nd normal = normal(in.get(0), together);
    return Nd.of(
        normal.shape(),
        i -> {
          long channel = i[axis < 0 ? i.length + axis : axis];
          return normal.at(i) * in.get(1).at(channel) + in.get(2).at(channel);
        });
  }

  /** Mean 0 and variance 1 over all elements whose indices belong together. */
  private static Nd normal(Nd x, BiPredicate<long[], long[]> together) {
    return Nd.of(
        x.shape(),
        i -> {
          double[] group = x.where(j -> together.test(i, j));
          double mean = mean(group);
          return (x.at(i) - mean) / Math.sqrt(squares(group) / group.length + EPSILON);
        });
  }

  private static double mean(double[] v) {
    double sum = 0;
    for (double d : v) {
      sum += d;
    }
    return sum / v.length;
  }

  private static double squares(double[] v) {
    double mean = mean(v);
    double sum = 0;
    for (double d : v) {
      sum += (d - mean) * (d - mean);
    }
    return sum;
  }

  private static OperatorCase softmax(int axis, String sizes, boolean log) {
    return contract(new Softmax(axis, log))
        .input("x", sizes, -6, 6)
        .reference(
            in ->
                Nd.of(
                    in.get(0).shape(),
                    i -> {
                      Nd x = in.get(0);
                      int along = x.shape().normalize(axis);
                      double total = 0;
                      for (double v : x.where(j -> sameBut(i, j, along))) {
                        total += Math.exp(v);
                      }
                      double share = Math.exp(x.at(i)) / total;
                      return log ? Math.log(share) : share;
                    }))
        .refuses("must have axis " + axis, axis > 0 ? "4" : "")
        .refusesType("floating", 0, ElementType.INT64);
  }

  private static boolean sameBut(long[] i, long[] j, int axis) {
    return IntStream.range(0, i.length).allMatch(a -> a == axis || i[a] == j[a]);
  }

  private static OperatorCase reduce(Reduce.Kind kind, List<Integer> axes, boolean keep) {
    return contract(new Reduce(kind, axes, keep))
        .input("x", "n,c,h,w")
        .reference(in -> reduce(in.get(0), axes, keep, group -> take(kind, group)))
        .refuses(axes.isEmpty() ? "one operand" : "must have axis", reduceRefused(axes));
  }

  private static String[] reduceRefused(List<Integer> axes) {
    return axes.isEmpty() ? new String[] {} : new String[] {"n"};
  }

  private static double take(Reduce.Kind kind, double[] group) {
    return switch (kind) {
      case MEAN -> mean(group);
      case SUM -> mean(group) * group.length;
      case MAX -> Arrays.stream(group).max().orElseThrow();
      case MIN -> Arrays.stream(group).min().orElseThrow();
    };
  }

  private static OperatorCase variance(List<Integer> axes, boolean keep, boolean unbiased) {
    return contract(new Variance(axes, keep, unbiased))
        .input("x", "n,c,h,w")
        .reference(
            in -> reduce(in.get(0), axes, keep, g -> squares(g) / (g.length - (unbiased ? 1 : 0))))
        .refusesType("floating", 0, ElementType.INT64);
  }

  private static Nd reduce(Nd x, List<Integer> axes, boolean keep, ToDoubleFunction<double[]> f) {
    List<Integer> gone =
        axes.isEmpty()
            ? IntStream.range(0, x.shape().rank()).boxed().toList()
            : axes.stream().map(x.shape()::normalize).toList();
    int[] kept = IntStream.range(0, x.shape().rank()).filter(a -> !gone.contains(a)).toArray();
    long[] small = IntStream.of(kept).mapToLong(x::dim).toArray();
    Nd out =
        Nd.of(
            Shape.of(small),
            i ->
                f.applyAsDouble(
                    x.where(
                        j -> IntStream.range(0, kept.length).allMatch(a -> j[kept[a]] == i[a]))));
    if (!keep) {
      return out;
    }
    Shape shape = x.shape();
    for (int a : gone) {
      shape = shape.with(a, 1);
    }
    return new Nd(shape, out.data());
  }
}
