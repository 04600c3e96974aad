package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.network.Operator;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Operators that only move elements. */
final class LayoutCases {
  private LayoutCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    for (int axis : new int[] {1, -3}) {
      out.add(
          contract(new Concat(axis))
              .input("a", "n,c,h,w")
              .input("b", "n,3,h,w")
              .input("c", "n,t,h,w")
              .anyType()
              .reference(in -> concat(in.get(0), in.get(1), in.get(2)))
              .refuses("size 6 on axis 2", "n,c,6,w", "n,3,5,w", "n,t,6,w")
              .refuses("must have 4 axes", "n,c,h,w", "n,3,h", "n,t,h,w")
              .refusesType("differ", 1, ElementType.INT64));
    }
    out.add(
        contract(new Concat(2))
            .input("a", "n,c,t")
            .anyType()
            .reference(in -> in.get(0))
            .refuses("must have axis 2", "n,c"));
    out.add(
        moved(new Split(1, List.of(2L, 3L, 1L)), "n,6,w")
            .reference(in -> part(in.get(0), 1, 0, 2))
            .refuses("do not add up", "n,5,w")
            .refuses("must have axis 1", "n"));
    out.add(moved(new Split(-2, List.of(1L, 5L)), "n,6,w").refuses("do not add up", "n,7,w"));
    out.add(
        moved(new Slice(2, 1, 5), "n,3,h,w")
            .reference(in -> part(in.get(0), 2, 1, 5))
            .refuses("range [1, 5) of axis 2 does not exist", "n,3,4,w")
            .refuses("must have axis 2", "n,3"));
    out.add(
        moved(new Slice(-1, 3, Slice.END), "n,w")
            .reference(in -> part(in.get(0), 1, 3, in.get(0).dim(1)))
            .refuses("range [3, end) of axis -1 does not exist", "n,3"));
    out.add(
        moved(new Select(1, 2), "n,4,h")
            .reference(
                in ->
                    Nd.of(
                        Shape.of(in.get(0).dim(0), in.get(0).dim(2)),
                        i -> in.get(0).at(i[0], 2, i[1])))
            .refuses("index 2 of axis 1 does not exist", "n,2,h"));
    out.add(moved(new Select(-1, 0), "n,w").refuses("must have axis -1", ""));
    out.add(moved(new Unsqueeze(1), "n,w").refuses("axis 1 cannot be added", ""));
    out.add(moved(new Unsqueeze(0), "").refuses("one operand", "", ""));
    out.add(moved(new Squeeze(-1), "n,w,1").refuses("size 1 on axis -1", "n,2"));
    out.add(moved(new Squeeze(1), "n,1,w").refuses("must have axis 1", "1"));
    out.add(
        moved(new Reshape(List.of(0L, 2L, -1L, 0L)), "n,6,h,w")
            .refuses("do not fit", "n,5,3,w")
            .refuses("no axis 3", "n,6,h"));
    out.add(moved(new Reshape(List.of(0L, -1L)), "n,6,2,1").refuses("no axis 0", ""));
    out.add(moved(new Reshape(List.of(4L, 6L)), "2,12").refuses("do not fit", "5,5"));
    out.add(
        moved(new Permute(List.of(2, 0, 3, 1)), "n,3,h,w")
            .reference(
                in -> {
                  Nd x = in.get(0);
                  return Nd.of(
                      Shape.of(x.dim(2), x.dim(0), x.dim(3), x.dim(1)),
                      i -> x.at(i[1], i[3], i[0], i[2]));
                })
            .refuses("must have 4 axes", "n,3,h"));
    out.add(moved(new Permute(List.of(0, 1)), "n,w").refuses("must have 2 axes", "n"));
    out.add(
        moved(new Expand(List.of(3L, -1L, 4L)), "n,1")
            .reference(in -> Nd.of(Shape.of(3, in.get(0).dim(0), 4), i -> in.get(0).at(i[1], 0)))
            .refuses("only axes of size 1", "n,2")
            .refuses("-1 for axes that the operand has", "1")
            .refuses("cannot lose axes", "1,1,1,1"));
    out.add(
        contract(new ExpandLike())
            .input("x", "1,c,1")
            .input("like", "m,n,c,t")
            .anyType()
            .reference(in -> Nd.of(in.get(1).shape(), i -> in.get(0).at(0, i[2], 0)))
            .refuses("only axes of size 1", "3,1", "4,5")
            .refuses("more axes", "n,1,1", "n,5"));
    out.add(
        contract(new FullLike(0.25))
            .input("x", "n,c,h")
            .reference(in -> in.get(0).map(x -> 0.25))
            .withoutGradient()
            .refusesType("floating", 0, ElementType.INT64));
    return out;
  }

  private static OperatorCase moved(Operator operator, String sizes) {
    return contract(operator).input("x", sizes).anyType();
  }

  private static Nd part(Nd x, int axis, long from, long to) {
    return Nd.of(
        x.shape().with(axis, to - from),
        i -> {
          long[] at = i.clone();
          at[axis] += from;
          return x.at(at);
        });
  }

  private static Nd concat(Nd a, Nd b, Nd c) {
    return Nd.of(
        a.shape().with(1, a.dim(1) + b.dim(1) + c.dim(1)),
        i -> {
          long channel = i[1];
          for (Nd x : List.of(a, b, c)) {
            if (channel < x.dim(1)) {
              return x.at(i[0], channel, i[2], i[3]);
            }
            channel -= x.dim(1);
          }
          throw new IllegalStateException("behind the last part");
        });
  }
}
