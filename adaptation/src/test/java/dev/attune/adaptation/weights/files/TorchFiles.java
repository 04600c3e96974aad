package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Checkpoints of both kinds, made by hand. */
final class TorchFiles {
  private TorchFiles() {}

  /** A checkpoint of PyTorch 1.6 and later. */
  static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", pickle);
    storages.forEach((key, bytes) -> entries.put("archive/data/" + key, bytes));
    entries.put("archive/version", new byte[] {'3', '\n'});
    return zip(file, entries);
  }

  /** Any zip without compression. */
  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(e.getKey());
        CRC32 crc = new CRC32();
        crc.update(e.getValue());
        entry.setSize(e.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(e.getValue());
      }
    }
    return file;
  }

  /** A checkpoint of PyTorch before 1.6; all storages hold elements of {@code width} bytes. */
  static byte[] stream(byte[] pickle, Map<String, byte[]> storages, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(magic());
    out.writeBytes(PickleBytes.start().number(1001).stop());
    out.writeBytes(PickleBytes.start().ops("}").text("little_endian").op(0x88).ops("s").stop());
    out.writeBytes(pickle);
    PickleBytes keys = PickleBytes.start().ops("](");
    storages.keySet().forEach(keys::text);
    out.writeBytes(keys.ops("e").stop());
    storages
        .values()
        .forEach(
            bytes -> {
              out.writeBytes(new PickleBytes().i8(bytes.length / width).bytes());
              out.writeBytes(bytes);
            });
    return out.toByteArray();
  }

  /** The first pickle of a stream. */
  static byte[] magic() {
    byte[] big = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
    PickleBytes pickle = PickleBytes.start().op(0x8a).u1(big.length);
    for (int i = big.length - 1; i >= 0; i--) {
      pickle.u1(big[i]);
    }
    return pickle.stop();
  }

  /** Little-endian bytes of floats. */
  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      bytes.putFloat(v);
    }
    return bytes.array();
  }
}
