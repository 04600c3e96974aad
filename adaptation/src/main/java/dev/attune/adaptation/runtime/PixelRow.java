package dev.attune.adaptation.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One row of a picture at a time, its samples in an array. */
final class PixelRow {
  private final PixelBuffer picture;
  private final ByteBuffer data;
  private final byte[] bytes;
  private final short[] shorts;

  PixelRow(PixelBuffer picture) {
    this.picture = picture;
    this.data = picture.data().duplicate().clear().order(ByteOrder.nativeOrder());
    int samples = picture.width() * picture.channels();
    boolean wide = picture.bitDepth() == 16;
    this.bytes = wide ? null : new byte[samples];
    this.shorts = wide ? new short[samples] : null;
  }

  /** The greatest sample. */
  int max() {
    return (1 << picture.bitDepth()) - 1;
  }

  void read(int y) {
    int from = y * picture.strideBytes();
    if (bytes != null) {
      data.get(from, bytes);
    } else {
      data.position(from).asShortBuffer().get(shorts);
    }
  }

  void write(int y) {
    int from = y * picture.strideBytes();
    if (bytes != null) {
      data.put(from, bytes);
    } else {
      data.position(from).asShortBuffer().put(shorts);
    }
  }

  /** Looks the samples of one channel up. */
  void channel(int channel, float[] values, float[] line) {
    int step = picture.channels();
    int width = picture.width();
    if (bytes != null) {
      for (int x = 0, at = channel; x < width; x++, at += step) {
        line[x] = values[bytes[at] & 0xff];
      }
    } else {
      for (int x = 0, at = channel; x < width; x++, at += step) {
        line[x] = values[shorts[at] & 0xffff];
      }
    }
  }

  /** Sets the samples of one channel to {@code floor(value * scale + offset)}, limited. */
  void setChannel(int channel, float[] line, float scale, float offset) {
    int step = picture.channels();
    int width = picture.width();
    int max = max();
    if (bytes != null) {
      for (int x = 0, at = channel; x < width; x++, at += step) {
        bytes[at] = (byte) limit(line[x] * scale + offset, max);
      }
    } else {
      for (int x = 0, at = channel; x < width; x++, at += step) {
        shorts[at] = (short) limit(line[x] * scale + offset, max);
      }
    }
  }

  /**
   * A cast saturates and turns NaN into 0; what it rounds towards 0 from below becomes 0 anyway.
   */
  private static int limit(float value, int max) {
    int v = (int) value;
    return v < 0 ? 0 : Math.min(v, max);
  }
}
