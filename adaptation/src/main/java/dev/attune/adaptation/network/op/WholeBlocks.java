package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.TorchStatements;
import dev.attune.adaptation.tensor.Shape;

/**
 * Hands convolutions to libtorch with as many channels as fill whole blocks. oneDNN, which computes
 * them on processors of type x86, keeps channels in blocks of 8 or 16 and reckons with what fills
 * up the last one; libtorch 2.7 leaves memory there as it was, and where that happens to be no
 * number, neither are gradients, at times not even results (seen with AVX2 and with AVX-512).
 */
final class WholeBlocks {
  private static final long BLOCK = 16;

  /** Pictures of so few channels are read as they are, not in blocks. */
  private static final long FLAT = 3;

  private final TorchStatements code;
  private final long missingFirst;
  private final long missingSecond;

  /**
   * For one convolution.
   *
   * @param kernel its shape; the first axis are the channels that go into a transposed convolution,
   *     or come out of any other one
   */
  WholeBlocks(TorchStatements code, Shape kernel, int groups) {
    this.code = code;
    this.missingFirst = groups > 1 ? 0 : missing(kernel.dim(0));
    this.missingSecond = groups > 1 || kernel.dim(1) <= FLAT ? 0 : missing(kernel.dim(1));
  }

  private static long missing(long channels) {
    return channels == Shape.ANY ? 0 : (BLOCK - channels % BLOCK) % BLOCK;
  }

  /** The kernel [first, second, h, w] with all channels. */
  String kernel(String kernel) {
    return missingFirst + missingSecond == 0
        ? kernel
        : filled(kernel, 0, 0, 0, 0, 0, missingSecond, 0, missingFirst);
  }

  /**
   * A picture [N, channels, h, w] with all channels.
   *
   * @param first whether they are those of the kernel's first axis
   */
  String picture(String x, boolean first) {
    long missing = first ? missingFirst : missingSecond;
    return missing == 0 ? x : filled(x, 0, 0, 0, 0, 0, missing);
  }

  /** A bias [channels] with all channels. */
  String bias(String bias, boolean first) {
    long missing = first ? missingFirst : missingSecond;
    return missing == 0 ? bias : filled(bias, 0, missing);
  }

  private String filled(String value, long... zeros) {
    String name = code.temporary();
    code.call(name, "constant_pad_nd", value, zeros, 0);
    return name;
  }

  /** A name for what the convolution makes, of which {@link #cut} takes the wanted channels. */
  String whole(String result, boolean first) {
    return (first ? missingFirst : missingSecond) == 0 ? result : code.temporary();
  }

  /** Takes the wanted channels. */
  void cut(String result, String whole, long channels) {
    if (!result.equals(whole)) {
      code.call(result, "narrow", whole, 1, 0, channels);
    }
  }
}
