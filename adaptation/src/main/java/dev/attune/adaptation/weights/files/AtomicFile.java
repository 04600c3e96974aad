package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file beside its final name and renames it when it is complete, so that a reader sees
 * either the old file or the new one. Thread-safe; of two writers the later one wins.
 */
public final class AtomicFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the channel is closed afterwards. */
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Makes or replaces {@code target} with these bytes; missing folders are made.
   *
   * @throws WeightsException of kind {@link Kind#OUTPUT}; nothing is left behind then
   */
  public static void write(Path target, byte[] bytes) {
    write(target, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  /**
   * Makes or replaces {@code target}; missing folders are made.
   *
   * @throws WeightsException of kind {@link Kind#OUTPUT}; nothing is left behind then
   */
  public static void write(Path target, Content content) {
    Path whole = target.toAbsolutePath();
    Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(whole.getParent());
      try {
        try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          content.writeTo(channel);
          channel.force(true);
        }
        replace(part, whole);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new WeightsException(
          Kind.OUTPUT,
          target.toString(),
          "cannot be written (" + FileProblems.reason(e) + ")",
          "a writable folder with room on its disk",
          "choose another place or free some room",
          e);
    }
  }

  /** Writes all bytes of all buffers, which takes more than one call when a disk is slow. */
  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void replace(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
