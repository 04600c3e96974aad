package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.network.op.Resize2d.Factor;
import dev.attune.adaptation.network.op.Resize2d.Fixed;
import dev.attune.adaptation.network.op.Resize2d.Like;
import dev.attune.adaptation.network.op.Resize2d.Size;
import dev.attune.adaptation.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;

/** All filters to all kinds of sizes, larger, smaller, odd, and to a single pixel. */
final class ResizeCases {
  private ResizeCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    List<Interpolation> filters =
        List.of(
            Interpolation.NEAREST,
            Interpolation.BILINEAR,
            Interpolation.BILINEAR.aligned(),
            Interpolation.BILINEAR.antialiased(),
            Interpolation.BICUBIC,
            Interpolation.BICUBIC.aligned(),
            Interpolation.BICUBIC.antialiased());
    List<Size> sizes =
        List.of(
            new Factor(2, 2),
            new Factor(0.5, 0.5),
            new Factor(1.5, 0.75),
            new Fixed(4, 13),
            new Fixed(1, 1));
    for (Interpolation how : filters) {
      for (Size size : sizes) {
        out.add(resize(how, size));
      }
      out.add(
          resize(how, new Like())
              .input("like", "m,h,t,s")
              .refuses("height and width", "n,3,h,w", "n"));
    }
    return out;
  }

  private static OperatorCase resize(Interpolation how, Size size) {
    OperatorCase c = contract(new Resize2d(how, size)).input("x", "n,3,h,w").withoutOnnxFloat64();
    if (how.kind() != Interpolation.Kind.BICUBIC && !how.antialias()) {
      c.reference(in -> resize(how, size, in));
    }
    if (size instanceof Like) {
      return c;
    }
    return c.refuses("4 axes", "n,3,h").refusesType("floating", 0, ElementType.INT64);
  }

  private static Nd resize(Interpolation how, Size size, List<Nd> in) {
    Nd x = in.get(0);
    long[] wanted = new long[2];
    double[] step = new double[2];
    for (int a = 0; a < 2; a++) {
      double old = x.dim(2 + a);
      double factor = size instanceof Factor f ? (a == 0 ? f.height() : f.width()) : 0;
      wanted[a] =
          size instanceof Fixed f
              ? (a == 0 ? f.height() : f.width())
              : size instanceof Factor ? (long) (old * factor) : in.get(1).dim(2 + a);
      step[a] =
          how.alignCorners()
              ? (wanted[a] == 1 ? 0 : (old - 1) / (wanted[a] - 1))
              : size instanceof Factor ? 1 / factor : old / wanted[a];
    }
    return Nd.of(
        x.shape().with(2, wanted[0]).with(3, wanted[1]),
        i -> {
          if (how.kind() == Interpolation.Kind.NEAREST) {
            return x.at(
                i[0],
                i[1],
                Math.min((long) (i[2] * step[0]), x.dim(2) - 1),
                Math.min((long) (i[3] * step[1]), x.dim(3) - 1));
          }
          double row = place(how, i[2], step[0], x.dim(2));
          double column = place(how, i[3], step[1], x.dim(3));
          double sum = 0;
          for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
              long y = (long) row + dy;
              long at = (long) column + dx;
              sum +=
                  (1 - Math.abs(row - y))
                      * (1 - Math.abs(column - at))
                      * x.padded(i[0], i[1], y, at);
            }
          }
          return sum;
        });
  }

  private static double place(Interpolation how, long i, double step, long size) {
    double p = how.alignCorners() ? (double) i * step : ((double) i + 0.5) * step - 0.5;
    return Math.min(Math.max(p, 0), (double) size - 1);
  }
}
