package dev.attune.adaptation.network.op;

import static dev.attune.adaptation.network.op.OperatorCases.contract;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions, matrix products, attention. */
final class ProductCases {
  private ProductCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> out = new ArrayList<>();
    conv2d(out);
    convTranspose2d(out);
    out.add(linear("n,t,6"));
    out.add(linear("n,6").work(2 * 6 * 5, "2,6"));
    out.add(
        contract(new Linear())
            .input("x", "n,t,6")
            .parameter("head.weight", "5,6")
            .reference(in -> linear(in.get(0), in.get(1), null))
            .refuses("size 6 on axis -1", "n,7", "5,6"));
    out.add(
        contract(new MatMul())
            .input("a", "n,k,t,d")
            .input("b", "k,d,s")
            .reference(in -> matmul(in.get(0), in.get(1)))
            .refuses("size 5 on axis -1", "n,t,6", "n,5,s")
            .refuses("sizes differ", "4,t,d", "3,d,s")
            .refuses("matrices", "d", "d,s")
            .work(2 * 3 * 4 * 5 * 6, "2,3,4,5", "3,5,6"));
    out.add(attention("").work(2 * 3 * 4 * 7 * (8 + 6), "2,3,4,8", "2,3,7,8", "2,3,7,6"));
    out.add(attention("t,s"));
    out.add(attention("n,1,1,s"));
    out.add(
        attention("")
            .truth("mask", "t,s")
            .reference(
                in ->
                    attention(
                        in.get(0),
                        in.get(1),
                        in.get(2),
                        in.get(3).map(m -> m == 0 ? Double.NEGATIVE_INFINITY : 0)))
            .refuses("larger", "1,2,t,8", "1,2,5,8", "1,2,5,8", "4,2,t,5")
            .refuses("sizes differ", "1,2,4,8", "1,2,5,8", "1,2,5,8", "4,4")
            .refusesType("BOOL or of floats", 3, ElementType.INT64));
    return out;
  }

  private static void conv2d(List<OperatorCase> out) {
    out.add(
        conv(Conv2d.same(3, 1), "n,4,h,w", "5,4,3,3")
            .work(2 * 5 * 7 * 9 * 4 * 9, "2,4,7,9")
            .refuses("size 4 on axis 1", "n,6,h,w", "5,4,3,3", "5")
            .refuses("size 5 on axis 0", "n,4,h,w", "5,4,3,3", "4")
            .refuses("4 axes", "n,4,h", "5,4,3,3", "5")
            .refuses("larger than the padded picture", "n,4,1,w", "5,4,5,5", "5"));
    out.add(conv(Conv2d.same(5, 2), "n,3,h,w", "4,3,5,5"));
    out.add(conv(new Conv2d(2, 0, 1, 1), "n,3,h,w", "4,3,3,3"));
    out.add(conv(new Conv2d(1, 2, 2, 1), "n,3,h,w", "4,3,3,3"));
    out.add(
        conv(new Conv2d(1, 1, 1, 2), "n,4,h,w", "6,2,3,3")
            .work(6 * 8 * 8 * 2 * 9, "1,4,8,8")
            .refuses("multiple of 2", "n,4,h,w", "5,2,3,3", "5"));
    out.add(conv(new Conv2d(1, 1, 1, 4), "n,4,h,w", "4,1,3,3"));
    // RAFT's separable recurrent unit.
    out.add(conv(new Conv2d(1, 0, 2, 1, 1), "n,3,h,w", "4,3,1,5"));
    out.add(
        contract(Conv2d.same(3, 1))
            .input("x", "n,4,h,w")
            .input("kernels", "5,4,3,3")
            .withoutOnnxFloat64()
            .reference(in -> conv(Conv2d.same(3, 1), in.get(0), in.get(1), null))
            .refuses("size 4 on axis 1", "n,6,h,w", "5,4,3,3"));
  }

  private static OperatorCase conv(Conv2d how, String x, String weight) {
    return contract(how)
        .input("x", x)
        .parameter("block.conv.weight", weight)
        .parameter("block.conv.bias", weight.substring(0, 1))
        .withoutOnnxFloat64()
        .reference(in -> conv(how, in.get(0), in.get(1), in.get(2)))
        .refuses("4 axes", "n,4", weight, weight.substring(0, 1));
  }

  private static Nd conv(Conv2d how, Nd x, Nd w, Nd bias) {
    long outputs = w.dim(0);
    long height = size(how, x.dim(2), w.dim(2), how.paddingHeight());
    long width = size(how, x.dim(3), w.dim(3), how.paddingWidth());
    return Nd.of(
        Shape.of(x.dim(0), outputs, height, width),
        i -> {
          double sum = bias == null ? 0 : bias.at(i[1]);
          long first = i[1] / (outputs / how.groups()) * w.dim(1);
          for (int c = 0; c < w.dim(1); c++) {
            for (int ky = 0; ky < w.dim(2); ky++) {
              for (int kx = 0; kx < w.dim(3); kx++) {
                long y = i[2] * how.stride() - how.paddingHeight() + (long) ky * how.dilation();
                long column = i[3] * how.stride() - how.paddingWidth() + (long) kx * how.dilation();
                sum += w.at(i[1], c, ky, kx) * x.padded(i[0], first + c, y, column);
              }
            }
          }
          return sum;
        });
  }

  private static long size(Conv2d how, long x, long kernel, long padding) {
    return (x + 2 * padding - how.dilation() * (kernel - 1) - 1) / how.stride() + 1;
  }

  private static void convTranspose2d(List<OperatorCase> out) {
    out.add(
        transposed(new ConvTranspose2d(2, 1, 1), "n,4,h,w", "4,3,3,3", "3")
            .work(2 * 4 * 5 * 7 * 3 * 9, "2,4,5,7")
            .refuses("size 4 on axis 1", "n,3,h,w", "4,3,3,3", "3")
            .refuses("size 3 on axis 0", "n,4,h,w", "4,3,3,3", "4")
            .refuses("nothing is left", "n,4,1,w", "4,3,1,1", "3")
            .refuses("nothing is left", "n,4,1,w", "4,3,0,1", "3"));
    out.add(transposed(new ConvTranspose2d(1, 0, 0), "n,2,h,w", "2,3,4,4", "3"));
    out.add(
        transposed(new ConvTranspose2d(2, 0, 0, 2), "n,4,h,w", "4,3,2,2", "6")
            .refuses("multiple of 2", "n,3,h,w", "3,3,2,2", "6"));
    out.add(
        contract(new ConvTranspose2d(2, 1, 1))
            .input("x", "n,4,h,w")
            .parameter("up.weight", "4,3,3,3")
            .withoutOnnxFloat64()
            .reference(in -> transposed(new ConvTranspose2d(2, 1, 1), in.get(0), in.get(1), null))
            .refuses("4 axes", "n,4,h", "4,3,3,3"));
  }

  private static OperatorCase transposed(
      ConvTranspose2d how, String x, String weight, String bias) {
    return contract(how)
        .input("x", x)
        .parameter("up.weight", weight)
        .parameter("up.bias", bias)
        .withoutOnnxFloat64()
        .reference(in -> transposed(how, in.get(0), in.get(1), in.get(2)))
        .refuses("4 axes", x, "4,3,3", bias);
  }

  /** Gathers what each input pixel spreads over the output. */
  private static Nd transposed(ConvTranspose2d how, Nd x, Nd w, Nd bias) {
    long perGroup = w.dim(1);
    long inputs = x.dim(1) / how.groups();
    int shrink = 2 * how.padding() - how.outputPadding();
    return Nd.of(
        Shape.of(
            x.dim(0),
            perGroup * how.groups(),
            (x.dim(2) - 1) * how.stride() + w.dim(2) - shrink,
            (x.dim(3) - 1) * how.stride() + w.dim(3) - shrink),
        i -> {
          double sum = bias == null ? 0 : bias.at(i[1]);
          long first = i[1] / perGroup * inputs;
          for (int c = 0; c < inputs; c++) {
            for (int ky = 0; ky < w.dim(2); ky++) {
              for (int kx = 0; kx < w.dim(3); kx++) {
                long y = i[2] + how.padding() - ky;
                long column = i[3] + how.padding() - kx;
                if (y % how.stride() == 0 && column % how.stride() == 0) {
                  sum +=
                      w.at(first + c, i[1] % perGroup, ky, kx)
                          * x.padded(i[0], first + c, y / how.stride(), column / how.stride());
                }
              }
            }
          }
          return sum;
        });
  }

  private static OperatorCase linear(String x) {
    return contract(new Linear())
        .input("x", x)
        .parameter("head.weight", "5,6")
        .parameter("head.bias", "5")
        .reference(in -> linear(in.get(0), in.get(1), in.get(2)))
        .refuses("size 6 on axis -1", "n,7", "5,6", "5")
        .refuses("size 5 on axis 0", "n,6", "5,6", "6");
  }

  private static Nd linear(Nd x, Nd w, Nd bias) {
    return Nd.of(
        x.shape().with(-1, w.dim(0)),
        i -> {
          int last = i.length - 1;
          double sum = bias == null ? 0 : bias.at(i[last]);
          long[] from = i.clone();
          for (int k = 0; k < w.dim(1); k++) {
            from[last] = k;
            sum += w.at(i[last], k) * x.at(from);
          }
          return sum;
        });
  }

  private static Nd matmul(Nd a, Nd b) {
    return Nd.of(
        a.shape().with(-1, b.dim(-1)),
        i -> {
          double sum = 0;
          int last = i.length - 1;
          for (int k = 0; k < a.dim(-1); k++) {
            long[] left = i.clone();
            long[] right = i.clone();
            left[last] = k;
            right[last - 1] = k;
            sum += a.at(left) * b.broadcast(right);
          }
          return sum;
        });
  }

  private static OperatorCase attention(String mask) {
    OperatorCase c =
        contract(new Attention())
            .input("queries", "n,3,t,8")
            .input("keys", "n,3,s,8")
            .input("values", "n,3,s,6")
            // The scale is fused into the product as an attribute, which is a float.
            .looseInOnnxFloat64(1e-7);
    if (!mask.isEmpty()) {
      c.input("mask", mask);
    }
    c.reference(in -> attention(in.get(0), in.get(1), in.get(2), in.size() > 3 ? in.get(3) : null));
    return mask.isEmpty()
        ? c.refuses("size 8 on axis -1", "n,3,t,8", "n,3,s,6", "n,3,s,6")
            .refuses("size 5 on axis -2", "n,3,t,8", "n,3,5,8", "n,3,4,6")
            .refuses("known size on axis -1", "n,3,t,d", "n,3,s,d", "n,3,s,6")
        : c.refuses("sizes differ", "n,3,4,8", "n,3,5,8", "n,3,5,6", "3,5");
  }

  private static Nd attention(Nd q, Nd k, Nd v, Nd mask) {
    return Nd.of(
        q.shape().with(-1, v.dim(-1)),
        i -> {
          double sum = 0;
          double total = 0;
          for (int s = 0; s < k.dim(2); s++) {
            double score = 0;
            for (int d = 0; d < q.dim(3); d++) {
              score += q.at(i[0], i[1], i[2], d) * k.at(i[0], i[1], s, d);
            }
            score = score / Math.sqrt((double) q.dim(3));
            double weight =
                Math.exp(mask == null ? score : score + mask.broadcast(i[0], i[1], i[2], s));
            sum += weight * v.at(i[0], i[1], s, i[3]);
            total += weight;
          }
          return sum / total;
        });
  }
}
