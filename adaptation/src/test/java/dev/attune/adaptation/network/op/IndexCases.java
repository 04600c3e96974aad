package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that look elements up. */
final class IndexCases {
  private IndexCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    out.add(
        contract(new Embedding())
            .parameter("token.weight", "7,5")
            .indices("ids", "n,t", 7)
            .reference(
                in ->
                    Nd.of(
                        Shape.of(in.get(1).dim(0), in.get(1).dim(1), 5),
                        i -> in.get(0).at((long) in.get(1).at(i[0], i[1]), i[2])))
            .refuses("2 axes", "7,5,1", "n,t")
            .refusesType("must be INT64", 1, ElementType.FLOAT32)
            .refusesType("floating", 0, ElementType.INT64));
    out.add(
        contract(new IndexSelect(1))
            .input("x", "n,4,w")
            .indices("index", "k", 4)
            .anyType()
            .reference(
                in ->
                    Nd.of(
                        in.get(0).shape().with(1, in.get(1).dim(0)),
                        i -> in.get(0).at(i[0], (long) in.get(1).at(i[1]), i[2])))
            .refuses("must have axis 1", "n", "k")
            .refuses("1 axes", "n,4,w", "k,1")
            .refusesType("must be INT64", 1, ElementType.FLOAT32));
    out.add(
        contract(new IndexSelect(-1))
            .input("x", "n,4")
            .indices("index", "k", 4)
            .anyType()
            .refuses("must have axis -1", "", "k"));
    out.add(
        contract(new Gather(1))
            .input("x", "n,5,w")
            .indices("index", "n,k,w", 5)
            .anyType()
            .reference(
                in ->
                    Nd.of(in.get(1).shape(), i -> in.get(0).at(i[0], (long) in.get(1).at(i), i[2])))
            .refuses("size 4 on axis 2", "n,5,4", "n,k,3")
            .refuses("3 axes", "n,5,w", "n,k")
            .refusesType("must be INT64", 1, ElementType.FLOAT32));
    for (boolean largest : new boolean[] {true, false}) {
      out.add(
          contract(new TopK(3, 1, largest))
              .input("x", "n,h,w")
              .reference(in -> top(in.get(0), 3, largest))
              .refuses("has less than 3", "n,2,w")
              .refuses("must have axis 1", "n")
              .refusesType("floating", 0, ElementType.INT64));
    }
    out.add(contract(new TopK(1, -1, true)).input("x", "n,t").refuses("one operand"));
    return out;
  }

  private static Nd top(Nd x, int k, boolean largest) {
    return Nd.of(
        x.shape().with(1, k),
        i -> {
          double[] sorted = x.where(j -> j[0] == i[0] && j[2] == i[2]);
          Arrays.sort(sorted);
          return sorted[(int) (largest ? sorted.length - 1 - i[1] : i[1])];
        });
  }
}
