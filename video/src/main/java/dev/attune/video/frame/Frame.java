package dev.attune.video.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * One picture of a stream: a description of a direct buffer. Samples of a pixel lie side by side;
 * rows may be padded. Values are in the transfer characteristics of the stream (not linear light)
 * and use the full range 0..{@link #maxValue()} whatever the file did. The buffer is owned by the
 * frame alone and is never reused by a reader, so a frame may be kept and passed between threads;
 * treat its content as read-only.
 *
 * @param index 0-based position in presentation order among the frames that the source gave
 * @param time presentation time
 * @param duration length of display; ticks 0 where the file does not tell
 * @param width in pixels
 * @param height in pixels
 * @param layout samples of a pixel
 * @param bitDepth significant bits of a sample: 8 (one byte a sample) or 16 (two bytes, native byte
 *     order)
 * @param strideBytes distance of two rows
 * @param data direct buffer; position 0 is the first sample
 * @param color what the stream said of its colours (for writing it back)
 */
public record Frame(
    long index,
    Timestamp time,
    Timestamp duration,
    int width,
    int height,
    PixelLayout layout,
    int bitDepth,
    int strideBytes,
    ByteBuffer data,
    ColorSpec color) {

  /** Checks that the description fits the buffer. */
  public Frame {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(color, "color");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "frame of " + width + "x" + height + ": sides must be at least 1");
    }
    if (bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("bit depth " + bitDepth + ": 8 or 16 is allowed");
    }
    int row = width * layout.channels() * (bitDepth / 8);
    if (strideBytes < row || data.capacity() < (long) strideBytes * (height - 1) + row) {
      throw new IllegalArgumentException(
          "stride "
              + strideBytes
              + " or buffer of "
              + data.capacity()
              + " bytes is too small for "
              + width
              + "x"
              + height
              + " "
              + layout
              + " of "
              + bitDepth
              + " bit");
    }
  }

  /** A frame of the given content with a fresh, zeroed, tightly packed buffer. */
  public static Frame allocate(
      long index,
      Timestamp time,
      Timestamp duration,
      int width,
      int height,
      PixelLayout layout,
      int bitDepth,
      ColorSpec color) {
    int stride = Math.multiplyExact(width, layout.channels() * (bitDepth / 8));
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.multiplyExact(stride, height))
            .order(ByteOrder.nativeOrder());
    return new Frame(index, time, duration, width, height, layout, bitDepth, stride, data, color);
  }

  /** Greatest sample value: 255 or 65535. */
  public int maxValue() {
    return (1 << bitDepth) - 1;
  }

  /**
   * The sample of channel {@code c} at row {@code y}, column {@code x}, in 0..{@link #maxValue()}.
   */
  public int sample(int c, int y, int x) {
    int at = y * strideBytes + (x * layout.channels() + c) * (bitDepth / 8);
    return bitDepth == 8 ? data.get(at) & 0xff : data.getShort(at) & 0xffff;
  }

  /** A frame with this one's place, time and colour and other pixels. */
  public Frame withPixels(
      PixelLayout newLayout, int newBitDepth, int newStrideBytes, ByteBuffer pixels) {
    return new Frame(
        index,
        time,
        duration,
        width,
        height,
        newLayout,
        newBitDepth,
        newStrideBytes,
        pixels,
        color);
  }
}
