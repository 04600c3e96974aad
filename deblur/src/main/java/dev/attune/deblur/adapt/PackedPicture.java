package dev.attune.deblur.adapt;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;

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

  /** The colours of a frame of any layout and depth. */
  public static PackedPicture of(Frame frame) {
    FloatImage image = FloatImage.of(frame);
    if (image.channels() == 3) {
      return of(image);
    }
    int n = image.height() * image.width();
    float[] rgb = new float[3 * n];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(image.data(), image.channels() == 1 ? 0 : c * n, rgb, c * n, n);
    }
    return of(new FloatImage(3, image.height(), image.width(), rgb));
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
