package dev.attune.deblur.adapt;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import java.nio.ByteOrder;

/**
 * An RGB picture of bytes, planar, for keeping many. Immutable by convention.
 *
 * @param height rows
 * @param width columns
 * @param data {@code 3 * height * width} values, 255 = white
 */
@SuppressWarnings("ArrayRecordComponent") // a picture is its pixels
public record PackedPicture(int height, int width, byte[] data) {
  /** Checks that sizes and data agree. */
  public PackedPicture {
    if (data.length != 3 * height * width) {
      throw new IllegalArgumentException(
          "a picture of " + height + "x" + width + " cannot have " + data.length + " values");
    }
  }

  /** The nearest packed picture of an RGB picture in 0..1, rounded half up. */
  public static PackedPicture of(FloatImage image) {
    byte[] out = new byte[image.data().length];
    for (int i = 0; i < out.length; i++) {
      float v = Math.min(1f, Math.max(0f, image.data()[i]));
      out[i] = (byte) (int) (v * 255f + 0.5f);
    }
    return new PackedPicture(image.height(), image.width(), out);
  }

  /**
   * The colours of a frame of any layout and depth; of 16 bits the upper eight, gray as three equal
   * colours.
   */
  public static PackedPicture of(Frame frame) {
    int channels = frame.layout().channels();
    int bytes = frame.bitDepth() / 8;
    int n = frame.height() * frame.width();
    byte[] out = new byte[3 * n];
    byte[] row = new byte[frame.width() * channels * bytes];
    int upper = bytes == 2 && frame.data().order() == ByteOrder.LITTLE_ENDIAN ? 1 : 0;
    for (int y = 0; y < frame.height(); y++) {
      frame.data().get(y * frame.strideBytes(), row);
      for (int c = 0; c < 3; c++) {
        int from = (channels == 1 ? 0 : c) * bytes + upper;
        int to = c * n + y * frame.width();
        for (int x = 0; x < frame.width(); x++, from += channels * bytes) {
          out[to + x] = row[from];
        }
      }
    }
    return new PackedPicture(frame.height(), frame.width(), out);
  }

  /** The rectangle whose top left corner is ({@code top}, {@code left}). */
  public PackedPicture crop(int top, int left, int rows, int columns) {
    byte[] out = new byte[3 * rows * columns];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < rows; y++) {
        System.arraycopy(
            data, (c * height + top + y) * width + left, out, (c * rows + y) * columns, columns);
      }
    }
    return new PackedPicture(rows, columns, out);
  }

  /** Values in 0..1. */
  public FloatImage toImage() {
    float[] out = new float[data.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (data[i] & 0xff) / 255f;
    }
    return new FloatImage(3, height, width, out);
  }
}
