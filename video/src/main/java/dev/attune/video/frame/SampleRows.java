package dev.attune.video.frame;

import java.nio.ByteBuffer;

/** Rows of a frame's samples as numbers, read in bulk. Not thread-safe. */
final class SampleRows {
  private static final int RED = 299;
  private static final int GREEN = 587;
  private static final int BLUE = 114;

  /** What {@link #lightness} multiplies samples by: its weights add up to this. */
  static final int LIGHTNESS_UNIT = RED + GREEN + BLUE;

  private final Frame frame;
  private final int channels;
  private final byte[] bytes;
  private final ByteBuffer wrapped;

  SampleRows(Frame frame) {
    this.frame = frame;
    channels = frame.layout().channels();
    bytes = new byte[frame.width() * channels * frame.bitDepth() / 8];
    wrapped = ByteBuffer.wrap(bytes).order(frame.data().order());
  }

  /** Goes to row {@code y}. */
  void row(int y) {
    frame.data().get(y * frame.strideBytes(), bytes);
  }

  /**
   * Writes the row's samples of channel {@code c}, times {@code scale}, to {@code out} at {@code
   * to}.
   */
  void plane(int c, float scale, float[] out, int to) {
    int width = frame.width();
    if (frame.bitDepth() == 8) {
      int from = c;
      for (int x = 0; x < width; x++) {
        out[to + x] = (bytes[from] & 0xff) * scale;
        from += channels;
      }
    } else {
      for (int x = 0; x < width; x++) {
        out[to + x] = sample(x * channels + c) * scale;
      }
    }
  }

  /**
   * Writes the row's lightness, {@link #LIGHTNESS_UNIT} times 0.299 R + 0.587 G + 0.114 B or the
   * gray sample, to {@code out}.
   */
  void lightness(float[] out) {
    int width = frame.width();
    if (channels == 1) {
      plane(0, LIGHTNESS_UNIT, out, 0);
    } else if (frame.bitDepth() == 8) {
      int i = 0;
      for (int x = 0; x < width; x++) {
        // Whole numbers until here: one conversion a pixel, and no rounding.
        out[x] =
            RED * (bytes[i] & 0xff) + GREEN * (bytes[i + 1] & 0xff) + BLUE * (bytes[i + 2] & 0xff);
        i += channels;
      }
    } else {
      for (int x = 0; x < width; x++) {
        int i = x * channels;
        out[x] = RED * sample(i) + GREEN * sample(i + 1) + BLUE * sample(i + 2);
      }
    }
  }

  private int sample(int index) {
    return wrapped.getShort(2 * index) & 0xffff;
  }
}
