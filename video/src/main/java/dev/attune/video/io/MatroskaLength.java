package dev.attune.video.io;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads of a Matroska or WebM file how long it says that it is (RFC 8794, RFC 9559 section 5). */
final class MatroskaLength {
  private static final int EBML = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;
  private static final int MOST_SIZE_BYTES = 8;

  private MatroskaLength() {}

  /**
   * Whether the file ends before the end of its segment. Not so where the segment's size is
   * unknown, as in a recording that goes on, or where the file cannot be read.
   */
  static boolean isCut(Path file) {
    try (InputStream in = Files.newInputStream(file);
        DataInputStream data = new DataInputStream(in)) {
      if (data.readInt() != EBML) {
        return false;
      }
      int sizeBytes = data.readUnsignedByte();
      long header = size(data, sizeBytes);
      data.skipNBytes(Math.max(0, header));
      if (data.readInt() != SEGMENT) {
        return false;
      }
      int segmentSizeBytes = data.readUnsignedByte();
      long segment = size(data, segmentSizeBytes);
      long before = 2L * Integer.BYTES + length(sizeBytes) + header + length(segmentSizeBytes);
      return header >= 0 && segment >= 0 && Files.size(file) - before < segment;
    } catch (IOException e) {
      return false;
    }
  }

  /** Bytes of a size that begins with this one; 9 where it is none. */
  private static int length(int first) {
    return Integer.numberOfLeadingZeros(first) - (Integer.SIZE - Byte.SIZE) + 1;
  }

  /** A size whose first byte was read; -1 where it is unknown. */
  private static long size(DataInputStream in, int first) throws IOException {
    int bytes = length(first);
    if (bytes > MOST_SIZE_BYTES) {
      return -1;
    }
    long value = first & ((1 << (Byte.SIZE - bytes)) - 1);
    for (int i = 1; i < bytes; i++) {
      value = value << Byte.SIZE | in.readUnsignedByte();
    }
    return value == (1L << (7 * bytes)) - 1 ? -1 : value;
  }
}
