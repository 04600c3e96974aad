package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file as views: of a copy when the file is small, of the file itself when it is
 * large. Views outlive this object; those of a large file are loaded as they are touched.
 */
final class FileBytes implements AutoCloseable {
  /** Files above this size are mapped, smaller ones copied. */
  private static final long COPIED_BYTES = 32L << 20;

  private final String name;
  private final long size;
  private final FileChannel channel;
  private final ByteBuffer whole;

  private FileBytes(String name, long size, FileChannel channel, ByteBuffer whole) {
    this.name = name;
    this.size = size;
    this.channel = channel;
    this.whole = whole;
  }

  /** The bytes of a file. */
  static FileBytes open(Path file) {
    FileProblems.requireFile(file);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        long size = channel.size();
        return new FileBytes(file.toString(), size, channel, whole(file, channel, size));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileProblems.unreadable(file, e);
    }
  }

  /** Bytes in memory, from position to limit. */
  static FileBytes of(String name, ByteBuffer bytes) {
    return new FileBytes(name, bytes.remaining(), null, bytes.slice());
  }

  /** Path of the file, or what stands for it in messages. */
  String name() {
    return name;
  }

  /** Number of bytes. */
  long size() {
    return size;
  }

  /**
   * The bytes from {@code begin} on, in big-endian order as every new buffer.
   *
   * @throws WeightsException when the file has fewer, or more than 2 GiB are wanted at once
   */
  ByteBuffer view(long begin, long length) {
    if (begin < 0 || length < 0 || length > size - begin) {
      throw new WeightsException(
          Kind.DAMAGED,
          name,
          "the file ends at byte " + size,
          length + " bytes from byte " + begin + " on",
          "get the file again from its source");
    }
    if (length > Integer.MAX_VALUE) {
      throw new WeightsException(
          Kind.UNSUPPORTED, name, length + " bytes belong to one tensor", "less than 2 GiB", "");
    }
    if (whole != null) {
      return whole.slice((int) begin, (int) length);
    }
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, begin, length);
    } catch (IOException e) {
      throw FileProblems.unreadable(Path.of(name), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /** The whole file in one buffer, or null when it is too large for one. */
  private static ByteBuffer whole(Path file, FileChannel channel, long size) throws IOException {
    if (size > Integer.MAX_VALUE) {
      return null;
    }
    if (size > COPIED_BYTES) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    }
    ByteBuffer copy = ByteBuffer.allocateDirect((int) size);
    ChannelBytes.read(file, channel, 0, copy);
    return copy.flip();
  }
}
