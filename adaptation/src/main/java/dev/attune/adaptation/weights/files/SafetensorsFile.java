package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes safetensors files: a header length of 8 bytes, a JSON header, then the bytes of
 * the tensors. Thread-safe.
 */
public final class SafetensorsFile {
  static final int LENGTH_BYTES = 8;

  private SafetensorsFile() {}

  /**
   * Reads a file. The tensors of a large file are views of it, loaded as they are touched: such a
   * file may be replaced but must not be changed in place while the weights are in use.
   *
   * @throws WeightsException when the file is missing, damaged or of an unsupported type
   */
  public static Weights read(Path file) {
    try (FileBytes bytes = FileBytes.open(file)) {
      return weights(bytes);
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
    return weights(FileBytes.of(source, bytes));
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

  private static Weights weights(FileBytes bytes) {
    String file = bytes.name();
    int headerBytes = headerBytes(bytes);
    byte[] json = new byte[headerBytes];
    bytes.view(LENGTH_BYTES, headerBytes).get(json);
    long start = (long) LENGTH_BYTES + headerBytes;
    SafetensorsHeader header = SafetensorsHeader.parse(file, json, bytes.size() - start);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry e : header.entries()) {
      ByteBuffer data = bytes.view(start + e.begin(), e.end() - e.begin());
      if (e.type() == ElementType.BOOL) {
        Booleans.require(file, "tensor '" + e.name() + "'", data);
      }
      tensors.put(e.name(), HostTensor.wrap(e.type(), e.shape(), data));
    }
    return Weights.of(tensors, header.metadata());
  }

  private static int headerBytes(FileBytes bytes) {
    String file = bytes.name();
    long fileBytes = bytes.size();
    if (fileBytes < LENGTH_BYTES) {
      throw SafetensorsHeader.damaged(
          file, "it has " + fileBytes + " bytes", "at least 8 bytes of header length");
    }
    long length = bytes.view(0, LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
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
