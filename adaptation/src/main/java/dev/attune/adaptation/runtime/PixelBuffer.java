package dev.attune.adaptation.runtime;

import java.nio.ByteBuffer;

/**
 * Describes a picture in memory: samples of a pixel side by side, rows perhaps padded.
 *
 * @param data position 0 is the first sample; 16-bit samples are in native byte order
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param channels samples of a pixel: 1 gray, 3 colours, 4 colours and opacity
 * @param strideBytes distance of two rows
 * @param bitDepth 8 or 16; values use the full range
 */
public record PixelBuffer(
    ByteBuffer data, int width, int height, int channels, int strideBytes, int bitDepth) {
  /** Checks that the description fits the buffer. */
  public PixelBuffer {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3 && channels != 4)) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + "x"
              + height
              + " with "
              + channels
              + " channels: sides of at least 1 and 1, 3 or 4 channels are allowed");
    }
    if (bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("bit depth " + bitDepth + ": 8 or 16 is allowed");
    }
    long row = (long) width * channels * (bitDepth / 8);
    if (strideBytes < row || strideBytes % (bitDepth / 8) != 0) {
      throw new IllegalArgumentException(
          "stride of "
              + strideBytes
              + " bytes: whole samples and at least the "
              + row
              + " bytes of a row are allowed");
    }
    if (data.capacity() < (long) strideBytes * (height - 1) + row) {
      throw new IllegalArgumentException(
          "a buffer of "
              + data.capacity()
              + " bytes is too small for "
              + height
              + " rows of "
              + strideBytes
              + " bytes");
    }
  }
}
