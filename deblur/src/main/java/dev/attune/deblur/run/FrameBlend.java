package dev.attune.deblur.run;

import dev.attune.video.frame.Frame;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Mixes two frames of one size, layout and depth. */
final class FrameBlend {
  private FrameBlend() {}

  /** {@code (1 - share) first + share second}, rounded half up, in the place of {@code second}. */
  static Frame blend(Frame first, Frame second, double share) {
    int samples = second.width() * second.layout().channels();
    float s = (float) share;
    byte[] a = new byte[samples];
    byte[] b = new byte[samples];
    short[] c = new short[samples];
    short[] d = new short[samples];
    ShortBuffer from = shorts(first);
    ShortBuffer to = shorts(second);
    for (int y = 0; y < second.height(); y++) {
      int i = y * first.strideBytes();
      int j = y * second.strideBytes();
      if (second.bitDepth() == 8) {
        first.data().get(i, a);
        second.data().get(j, b);
        for (int x = 0; x < samples; x++) {
          int v = a[x] & 0xff;
          b[x] = (byte) (int) (v + s * ((b[x] & 0xff) - v) + 0.5f);
        }
        second.data().put(j, b);
      } else {
        from.get(i / 2, c);
        to.get(j / 2, d);
        for (int x = 0; x < samples; x++) {
          int v = c[x] & 0xffff;
          d[x] = (short) (int) (v + s * ((d[x] & 0xffff) - v) + 0.5f);
        }
        to.put(j / 2, d);
      }
    }
    return second;
  }

  private static ShortBuffer shorts(Frame f) {
    return f.data().duplicate().clear().order(ByteOrder.nativeOrder()).asShortBuffer();
  }
}
