package dev.attune.adaptation.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive without tensors: a zip of stored entries with the code, and a pickle
 * of one object whose only attribute is {@code training = True}.
 */
final class TorchArchive {
  /** Version of the archive format that libtorch 2.7 reads and writes. */
  private static final String VERSION = "10\n";

  private TorchArchive() {}

  static byte[] write(String className, String code) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "data.pkl", object(className));
      entry(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      entry(zip, "constants.pkl", emptyTuple());
      entry(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * PROTO 2, GLOBAL, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK, "training" TRUE, SETITEMS, BUILD, STOP.
   */
  private static byte[] object(String className) {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    put(pickle, 0x80, 2, 'c');
    pickle.writeBytes(("__torch__\n" + className + "\n").getBytes(StandardCharsets.US_ASCII));
    put(pickle, ')', 0x81, '}', '(');
    byte[] key = "training".getBytes(StandardCharsets.US_ASCII);
    put(pickle, 'X', key.length, 0, 0, 0);
    pickle.writeBytes(key);
    put(pickle, 0x88, 'u', 'b', '.');
    return pickle.toByteArray();
  }

  private static byte[] emptyTuple() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    put(pickle, 0x80, 2, ')', '.');
    return pickle.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int... codes) {
    for (int c : codes) {
      out.write(c);
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] data) throws IOException {
    ZipEntry e = new ZipEntry("net/" + name);
    CRC32 crc = new CRC32();
    crc.update(data);
    e.setMethod(ZipEntry.STORED);
    e.setSize(data.length);
    e.setCrc(crc.getValue());
    zip.putNextEntry(e);
    zip.write(data);
    zip.closeEntry();
  }
}
