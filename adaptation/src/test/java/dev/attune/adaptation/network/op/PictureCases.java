package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.network.op.GridSample.Mode;
import dev.attune.adaptation.network.op.GridSample.Outside;
import dev.attune.adaptation.network.op.Pool2d.Kind;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Operators on height and width that keep the size or change it by whole pixels. */
final class PictureCases {
  private PictureCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      out.add(pool(Pool2d.of(kind, 2)));
      out.add(pool(new Pool2d(kind, 3, 2, 1, false)));
      out.add(pool(new Pool2d(kind, 3, 1, 1, false)));
      out.add(pool(new Pool2d(kind, 2, 2, 0, true)));
      out.add(pool(new Pool2d(kind, 3, 2, 1, true)));
    }
    pads(out);
    out.add(
        contract(new PixelShuffle(2))
            .input("x", "n,8,h,w")
            .reference(in -> shuffle(in.get(0), 2))
            .refuses("multiple of 4", "n,6,h,w")
            .refusesType("floating", 0, ElementType.INT64));
    out.add(
        contract(new PixelShuffle(3))
            .input("x", "n,9,h,w")
            .reference(in -> shuffle(in.get(0), 3))
            .refuses("4 axes", "n,9,h"));
    out.add(
        contract(new PixelUnshuffle(2))
            .input("x", "n,3,2h,2w")
            .reference(in -> unshuffle(in.get(0), 2))
            .refuses("multiples of 2", "n,3,5,8")
            .refuses("known size on axis 1", "n,c,4,8"));
    out.add(
        contract(new PixelUnshuffle(3))
            .input("x", "n,2,3h,3w")
            .reference(in -> unshuffle(in.get(0), 3))
            .refuses("multiples of 3", "n,2,6,8"));
    for (Outside outside : Outside.values()) {
      for (boolean align : new boolean[] {false, true}) {
        out.add(grid(Mode.BILINEAR, outside, align));
        out.add(grid(Mode.NEAREST, outside, align));
      }
    }
    return out;
  }

  private static OperatorCase pool(Pool2d how) {
    OperatorCase c =
        contract(how)
            .input("x", "n,3,h,w")
            .reference(in -> pool(how, in.get(0)))
            .refuses("4 axes", "n,3,h")
            .refuses("larger than the padded picture", "n,3,0,w")
            .refusesType("floating", 0, ElementType.INT64);
    return how.kind() == Kind.AVERAGE ? c.withoutOnnxFloat64() : c;
  }

  private static Nd pool(Pool2d how, Nd x) {
    Shape shape = x.shape().with(2, windows(how, x.dim(2))).with(3, windows(how, x.dim(3)));
    return Nd.of(
        shape,
        i -> {
          double max = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int count = 0;
          for (int ky = 0; ky < how.kernel(); ky++) {
            for (int kx = 0; kx < how.kernel(); kx++) {
              long y = i[2] * how.stride() - how.padding() + ky;
              long column = i[3] * how.stride() - how.padding() + kx;
              boolean inside = y >= 0 && column >= 0 && y < x.dim(2) && column < x.dim(3);
              // Padding counts, what lies behind it does not.
              if (y < x.dim(2) + how.padding() && column < x.dim(3) + how.padding()) {
                count++;
                sum += x.padded(i[0], i[1], y, column);
              }
              max = inside ? Math.max(max, x.at(i[0], i[1], y, column)) : max;
            }
          }
          return how.kind() == Kind.MAX ? max : sum / count;
        });
  }

  private static long windows(Pool2d how, long size) {
    long n = 1;
    while (true) {
      long begin = n * how.stride() - how.padding();
      boolean full = begin + how.kernel() <= size + how.padding();
      if (!full
          && !(how.ceil()
              && begin < size
              && begin - how.stride() + how.kernel() < size + how.padding())) {
        return n;
      }
      n++;
    }
  }

  private static void pads(List<OperatorCase> out) {
    out.add(
        pad(new Pad2d(Pad2d.Mode.CONSTANT, 3, 2, 1, 4, 0.5), null)
            .refusesType("floating", 0, ElementType.INT64));
    out.add(pad(Pad2d.zeros(-1, 2, 0, -2), null).refuses("nothing is left", "n,3,2,w"));
    out.add(
        pad(new Pad2d(Pad2d.Mode.REFLECT, 3, 2, 4, 1, 0), PictureCases::mirror)
            .refuses("too short to be mirrored", "n,3,4,w"));
    out.add(
        pad(
            new Pad2d(Pad2d.Mode.REPLICATE, 3, 2, 4, 1, 0),
            (i, size) -> Math.min(Math.max(i, 0), size - 1)));
  }

  private static OperatorCase pad(Pad2d how, LongBinaryOperator source) {
    return contract(how)
        .input("x", "n,3,h,w")
        .refuses("4 axes", "n,3,h")
        .reference(
            in -> {
              Nd x = in.get(0);
              long height = x.dim(2) + how.top() + how.bottom();
              long width = x.dim(3) + how.left() + how.right();
              return Nd.of(
                  x.shape().with(2, height).with(3, width),
                  i -> {
                    long y = i[2] - how.top();
                    long column = i[3] - how.left();
                    if (source != null) {
                      y = source.applyAsLong(y, x.dim(2));
                      column = source.applyAsLong(column, x.dim(3));
                    }
                    boolean inside = y >= 0 && column >= 0 && y < x.dim(2) && column < x.dim(3);
                    return inside ? x.at(i[0], i[1], y, column) : how.value();
                  });
            });
  }

  private static long mirror(long i, long size) {
    return i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i;
  }

  private static Nd shuffle(Nd x, int r) {
    Shape shape = Shape.of(x.dim(0), x.dim(1) / r / r, x.dim(2) * r, x.dim(3) * r);
    return Nd.of(
        shape, i -> x.at(i[0], i[1] * r * r + i[2] % r * r + i[3] % r, i[2] / r, i[3] / r));
  }

  private static Nd unshuffle(Nd x, int r) {
    Shape shape = Shape.of(x.dim(0), x.dim(1) * r * r, x.dim(2) / r, x.dim(3) / r);
    return Nd.of(
        shape,
        i -> {
          long within = i[1] % ((long) r * r);
          return x.at(i[0], i[1] / r / r, i[2] * r + within / r, i[3] * r + within % r);
        });
  }

  private static OperatorCase grid(Mode mode, Outside outside, boolean align) {
    OperatorCase c =
        contract(new GridSample(mode, outside, align))
            .input("x", "n,3,h,w")
            .input("grid", "n,s,t,2")
            .refuses("size 2 on axis 3", "n,3,h,w", "n,s,t,3")
            .refuses("size 4 on axis 0", "4,3,h,w", "3,s,t,2")
            .refusesType("floating", 1, ElementType.INT64);
    if (outside == Outside.ZEROS && mode == Mode.BILINEAR) {
      c.reference(in -> sample(in.get(0), in.get(1), align));
    }
    return c;
  }

  private static Nd sample(Nd x, Nd grid, boolean align) {
    return Nd.of(
        Shape.of(x.dim(0), x.dim(1), grid.dim(1), grid.dim(2)),
        i -> {
          double column = place(grid.at(i[0], i[2], i[3], 0), x.dim(3), align);
          double row = place(grid.at(i[0], i[2], i[3], 1), x.dim(2), align);
          long left = (long) Math.floor(column);
          long top = (long) Math.floor(row);
          double sum = 0;
          for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
              double weight = (1 - Math.abs(row - top - dy)) * (1 - Math.abs(column - left - dx));
              sum += weight * x.padded(i[0], i[1], top + dy, left + dx);
            }
          }
          return sum;
        });
  }

  private static double place(double position, long size, boolean align) {
    return align ? (position + 1) / 2 * (size - 1) : ((position + 1) * size - 1) / 2;
  }
}
