package dev.attune.deblur.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A record in a file of its own: CRC-32C of its type's structure, then the record.
 *
 * @param file name in the folder
 * @param bytes its length
 * @param crc CRC-32C of all bytes
 */
record StateFile(String file, long bytes, long crc) {

  /** Writes a record, safe on the disk and under its name when this returns. */
  static StateFile write(Path folder, String file, Record value) throws IOException {
    Path growing = folder.resolve(file + ".part");
    RecordCodec.Codec codec = new RecordCodec().of(value.getClass());
    CRC32C crc = new CRC32C();
    long bytes;
    try (FileOutputStream raw = new FileOutputStream(growing.toFile());
        DataOutputStream out =
            new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), crc))) {
      out.writeLong(structure(codec));
      codec.write(out, value);
      out.flush();
      raw.getFD().sync();
      bytes = Files.size(growing);
    }
    Files.move(growing, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    return new StateFile(file, bytes, crc.getValue());
  }

  /**
   * Reads the record back.
   *
   * @throws IOException when the file is not what was written, or holds another type
   */
  <T extends Record> T read(Path folder, Class<T> type) throws IOException {
    Path path = folder.resolve(file);
    if (Files.size(path) != bytes) {
      throw new IOException("it has another length");
    }
    // Before anything of it is believed.
    CRC32C crc = new CRC32C();
    try (CheckedInputStream in =
        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16), crc)) {
      in.skip(Long.MAX_VALUE);
    }
    if (crc.getValue() != this.crc) {
      throw new IOException("its checksum is wrong");
    }
    RecordCodec.Codec codec = new RecordCodec().of(type);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      if (in.readLong() != structure(codec)) {
        throw new IOException("another version of Attune wrote it");
      }
      return type.cast(codec.read(in));
    }
  }

  private static long structure(RecordCodec.Codec codec) {
    CRC32C crc = new CRC32C();
    crc.update(codec.structure().getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file)
        .put("bytes", bytes)
        .put("crc", crc);
  }

  static StateFile of(JsonNode node) {
    return new StateFile(
        node.path("file").asText(), node.path("bytes").asLong(), node.path("crc").asLong());
  }
}
