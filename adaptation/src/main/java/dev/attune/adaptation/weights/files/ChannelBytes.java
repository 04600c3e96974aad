package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reading of whole stretches of a file. */
final class ChannelBytes {
  private ChannelBytes() {}

  /** Fills {@code to} with the bytes from {@code offset} on; its limit is then its position. */
  static void read(Path file, FileChannel channel, long offset, ByteBuffer to) throws IOException {
    long at = offset;
    while (to.hasRemaining()) {
      int n = channel.read(to, at);
      if (n < 0) {
        throw new WeightsException(
            Kind.DAMAGED,
            file.toString(),
            "the file ends at byte " + at,
            to.remaining() + " more bytes",
            "get the file again from its source");
      }
      at += n;
    }
  }
}
