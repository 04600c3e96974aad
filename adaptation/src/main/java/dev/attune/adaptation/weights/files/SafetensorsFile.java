package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes safetensors files: a header length of 8 bytes, a JSON header, then the bytes of
 * the tensors. Thread-safe.
 */
public final class SafetensorsFile {
  /** Files above this many bytes are mapped, smaller ones copied. */
  private static final long COPIED_BYTES = 32L << 20;

  static final int LENGTH_BYTES = 8;

  private SafetensorsFile() {}

  /**
   * Reads a file. The tensors of a large file are views of it, loaded as they are touched: such a
   * file may be replaced but must not be changed in place while the weights are in use.
   *
   * @throws WeightsException when the file is missing, damaged or of an unsupported type
   */
  public static Weights read(Path file) {
    FileProblems.requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer length = ByteBuffer.allocate((int) Math.min(size, LENGTH_BYTES));
      ChannelBytes.read(file, channel, 0, length);
      int headerBytes = headerBytes(file.toString(), length.flip(), size);
      ByteBuffer json = ByteBuffer.allocate(headerBytes);
      ChannelBytes.read(file, channel, LENGTH_BYTES, json);
      long start = (long) LENGTH_BYTES + headerBytes;
      SafetensorsHeader header =
          SafetensorsHeader.parse(file.toString(), json.array(), size - start);
      return weights(file.toString(), header, data(file, channel, start, size));
    } catch (IOException e) {
      throw FileProblems.unreadable(file, e);
    }
  }

  /**
   * Reads a whole file that is in memory; the tensors are views of it, so it must not change.
   *
   * @param source where the bytes come from, for messages
   * @param bytes from position to limit
   * @throws WeightsException as {@link #read} does
   */
  public static Weights parse(String source, ByteBuffer bytes) {
    ByteBuffer whole = bytes.slice();
    int headerBytes = headerBytes(source, whole.duplicate(), whole.remaining());
    byte[] json = new byte[headerBytes];
    whole.get(LENGTH_BYTES, json);
    int start = LENGTH_BYTES + headerBytes;
    SafetensorsHeader header = SafetensorsHeader.parse(source, json, whole.remaining() - start);
    ByteBuffer data = whole.slice(start, whole.remaining() - start);
    return weights(source, header, (begin, length) -> data.slice((int) begin, length));
  }

  /**
   * Writes a file, completely or not at all. The same weights give the same bytes: tensors are
   * listed in their order and metadata by key, and data is laid out by falling element size so that
   * every tensor is aligned.
   *
   * @throws IllegalArgumentException when a name or text cannot be stored
   * @throws WeightsException when the file cannot be written
   */
  public static void write(Path file, Weights weights) {
    SafetensorsWriter.write(file, weights);
  }

  /** Where the bytes of tensors come from. */
  private interface Data {
    ByteBuffer view(long begin, int length) throws IOException;
  }

  private static Data data(Path file, FileChannel channel, long start, long size)
      throws IOException {
    long bytes = size - start;
    if (bytes > Integer.MAX_VALUE) {
      return (begin, length) -> channel.map(FileChannel.MapMode.READ_ONLY, start + begin, length);
    }
    ByteBuffer whole;
    if (size <= COPIED_BYTES) {
      whole = ByteBuffer.allocateDirect((int) bytes);
      ChannelBytes.read(file, channel, start, whole);
      whole.flip();
    } else {
      whole = channel.map(FileChannel.MapMode.READ_ONLY, start, bytes);
    }
    return (begin, length) -> whole.slice((int) begin, length);
  }

  private static Weights weights(String file, SafetensorsHeader header, Data data) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry e : header.entries()) {
      try {
        ByteBuffer bytes = data.view(e.begin(), (int) (e.end() - e.begin()));
        if (e.type() == ElementType.BOOL) {
          Booleans.require(file, "tensor '" + e.name() + "'", bytes);
        }
        tensors.put(e.name(), HostTensor.wrap(e.type(), e.shape(), bytes));
      } catch (IOException problem) {
        throw FileProblems.unreadable(Path.of(file), problem);
      }
    }
    return Weights.of(tensors, header.metadata());
  }

  private static int headerBytes(String file, ByteBuffer start, long fileBytes) {
    if (fileBytes < LENGTH_BYTES) {
      throw SafetensorsHeader.damaged(
          file, "it has " + fileBytes + " bytes", "at least 8 bytes of header length");
    }
    long length = start.order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > SafetensorsHeader.MAX_BYTES) {
      throw SafetensorsHeader.damaged(
          file,
          "its header claims " + Long.toUnsignedString(length) + " bytes",
          "at most " + SafetensorsHeader.MAX_BYTES);
    }
    if (length > fileBytes - LENGTH_BYTES) {
      throw SafetensorsHeader.damaged(
          file,
          "its header claims " + length + " bytes but the file has only " + fileBytes,
          "a complete file");
    }
    return (int) length;
  }
}
