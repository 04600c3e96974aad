package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One row of a frame as separate red, green, blue and opacity samples. Not thread-safe. */
final class FrameRow {
  private final float[][] samples;
  private byte[] bytes = new byte[0];

  /** Room for rows of this many pixels. */
  FrameRow(int width) {
    samples = new float[4][width];
  }

  /** Red 0, green 1, blue 2 or opacity 3, each 0..{@link Frame#maxValue()}. */
  float[] samples(int channel) {
    return samples[channel];
  }

  /** Takes row {@code y}; gray becomes equal red, green and blue, what has no opacity is opaque. */
  void read(Frame frame, int y) {
    int channels = frame.layout().channels();
    int count = frame.width() * channels;
    int length = count * frame.bitDepth() / 8;
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    ByteBuffer data = frame.data();
    data.get(y * frame.strideBytes(), bytes, 0, length);
    for (int c = 0; c < Math.max(3, channels); c++) {
      int from = channels == 1 ? 0 : c;
      if (frame.bitDepth() == 8) {
        readBytes(samples[c], from, channels, frame.width());
      } else {
        readShorts(samples[c], from, channels, frame.width());
      }
    }
    if (channels < 4) {
      Arrays.fill(samples[3], 0, frame.width(), frame.maxValue());
    }
  }

  private void readBytes(float[] out, int from, int channels, int width) {
    int at = from;
    for (int x = 0; x < width; x++) {
      out[x] = bytes[at] & 0xff;
      at += channels;
    }
  }

  private void readShorts(float[] out, int from, int channels, int width) {
    boolean bigEndian = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    int low = bigEndian ? 1 : 0;
    int at = 2 * from;
    for (int x = 0; x < width; x++) {
      out[x] = (bytes[at + low] & 0xff) | ((bytes[at + 1 - low] & 0xff) << 8);
      at += 2 * channels;
    }
  }
}
