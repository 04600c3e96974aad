package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.IndexSelect;
import dev.attune.adaptation.network.op.Pad2d;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * ESTRNN's last two layers computed at half size, exact but for rounding. The four phases of a
 * picture, which are its pixels of even and odd rows and columns, lie in channels; the transposed
 * convolution is then an ordinary one of 2x2, and the 5x5 convolution one of 3x3. Borders stay what
 * they are, because zeros around the picture are zeros around its phases.
 *
 * <p>ONNX Runtime computes the published form slowly: its transposed convolution uses one thread in
 * part, and three output channels take the time of sixteen.
 */
final class PolyphaseReconstruction {
  /**
   * Where the kernel elements of a transposed convolution (stride 2, kernel 3, padding 1) are, for
   * phase 0 at x and x+1, then for phase 1: even pixels see one of them. Number 3 is a zero.
   */
  private static final long[] TRANSPOSED = {1, 3, 2, 0};

  /**
   * Where the elements of a 5-tap kernel between two zeros are: for each phase that is made, at
   * x-1, x and x+1, for each phase that is seen.
   */
  private static final long[] FIVE_TAPS = {1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5};

  private final GraphBuilder g;
  private final int features;

  private PolyphaseReconstruction(GraphBuilder g, int features) {
    this.g = g;
    this.features = features;
  }

  /**
   * The picture [N, 3, 2H, 2W] of {@code doubled} [N, 2C, H, W].
   *
   * @param g builder of {@code recons.model}
   * @param features C
   */
  static Value picture(GraphBuilder g, Value doubled, int features) {
    return new PolyphaseReconstruction(g, features).picture(doubled);
  }

  private Value picture(Value doubled) {
    Value bias = g.parameter("1.bias", features);
    Value phases =
        g.node(
            new Conv2d(1, 0, 1, 1),
            g.node(Pad2d.zeros(0, 1, 0, 1), doubled),
            transposedWeight(),
            g.concat(0, bias, bias, bias, bias));
    return g.pixelShuffle(
        g.node(Conv2d.same(3, 1), phases, fiveTapsWeight(), fourTimes(g.parameter("2.bias", 3))),
        2);
  }

  /** [4C, 2C, 2, 2]: phases of rows, of columns, channels. */
  private Value transposedWeight() {
    Value weight = g.parameter("1.weight", 2L * features, features, 3, 3);
    Value taps = taps(g.node(Pad2d.zeros(0, 1, 0, 1), weight), TRANSPOSED);
    Value split = g.reshape(taps, 2L * features, features, 2, 2, 2, 2);
    return g.reshape(g.permute(split, 2, 4, 1, 0, 3, 5), 4L * features, 2L * features, 2, 2);
  }

  /** [12, 4C, 3, 3]: colour, phases of rows, of columns, as a pixel shuffle wants them. */
  private Value fiveTapsWeight() {
    Value weight = g.parameter("2.weight", 3, features, 5, 5);
    Value taps = taps(g.node(Pad2d.zeros(1, 1, 1, 1), weight), FIVE_TAPS);
    Value split = g.reshape(taps, 3, features, 2, 3, 2, 2, 3, 2);
    return g.reshape(g.permute(split, 0, 2, 5, 4, 7, 1, 3, 6), 12, 4L * features, 3, 3);
  }

  /** Kernel elements in a new order, the same for rows and columns. */
  private Value taps(Value kernel, long[] order) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Long.BYTES * order.length).order(ByteOrder.nativeOrder());
    data.asLongBuffer().put(order);
    Value indices = g.constant(HostTensor.wrap(ElementType.INT64, Shape.of(order.length), data));
    return g.node(new IndexSelect(3), g.node(new IndexSelect(2), kernel, indices), indices);
  }

  /** Each element four times, side by side. */
  private Value fourTimes(Value bias) {
    Value column = g.unsqueeze(bias, 1);
    return g.reshape(g.concat(1, column, column, column, column), 12);
  }
}
