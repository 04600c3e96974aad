package dev.attune.video.frame;

import java.nio.ByteBuffer;

/** Rows of a frame's samples as numbers, read in bulk. Not thread-safe. */
final class SampleRows {
  private final Frame frame;
  private final byte[] bytes;
  private final ByteBuffer wrapped;

  SampleRows(Frame frame) {
    this.frame = frame;
    bytes = new byte[frame.width() * frame.layout().channels() * frame.bitDepth() / 8];
    wrapped = ByteBuffer.wrap(bytes).order(frame.data().order());
  }

  /** Fills {@code samples} with row {@code y}: width times channels values. */
  void read(int y, int[] samples) {
    frame.data().get(y * frame.strideBytes(), bytes);
    if (frame.bitDepth() == 8) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bytes[i] & 0xff;
      }
    } else {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = wrapped.getShort(2 * i) & 0xffff;
      }
    }
  }
}
