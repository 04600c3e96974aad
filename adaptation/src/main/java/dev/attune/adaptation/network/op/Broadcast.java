package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.Operands;
import dev.attune.adaptation.tensor.Shape;
import java.util.Arrays;

/** The common rule of broadcasting: axes are matched from the last one, size 1 is repeated. */
final class Broadcast {
  private Broadcast() {}

  /** Sizes of an element-wise result of operands 0 and 1. */
  static Shape of(Operands in) {
    return of(in, in.shape(0), in.shape(1));
  }

  /** As {@link #of}, without the last {@code skipped} axes of both. */
  static Shape leading(Operands in, int skipped) {
    return of(in, cut(in.shape(0), skipped), cut(in.shape(1), skipped));
  }

  private static Shape cut(Shape s, int skipped) {
    return Shape.of(Arrays.copyOf(s.dims(), s.rank() - skipped));
  }

  /** Sizes that both shapes are repeated to; operands are for messages. */
  static Shape of(Operands in, Shape a, Shape b) {
    long[] out = new long[Math.max(a.rank(), b.rank())];
    for (int i = 1; i <= out.length; i++) {
      long p = i <= a.rank() ? a.dim(-i) : 1;
      long q = i <= b.rank() ? b.dim(-i) : 1;
      in.require(p == q || p == 1 || q == 1 || p == Shape.ANY || q == Shape.ANY, "sizes differ");
      // An unknown size beside a known one above 1 can only be that one, or 1.
      out[out.length - i] = p == 1 ? q : q == 1 ? p : Math.max(p, q);
    }
    return Shape.of(out);
  }
}
