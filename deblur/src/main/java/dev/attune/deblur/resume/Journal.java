package dev.attune.deblur.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file of records that only grows. A record is a line: eight hexadecimal digits of the CRC-32C of
 * what follows, a space, a JSON object. A record that was torn while it was written does not count;
 * damage before a good record is an error. Not thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final int DIGITS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RandomAccessFile file;

  /**
   * What a file holds.
   *
   * @param records the good ones, in order
   * @param bytes length of these
   * @param damaged whether a good record stands after a bad one
   */
  record Content(List<JsonNode> records, long bytes, boolean damaged) {}

  /**
   * Opens a file to add records.
   *
   * @param bytes what of it counts; the rest is cut off
   */
  Journal(Path path, long bytes) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(bytes);
    file.seek(bytes);
  }

  /** Reads a file; an absent one is empty. */
  static Content read(Path path) throws IOException {
    return Files.exists(path) ? parse(Files.readAllBytes(path)) : new Content(List.of(), 0, false);
  }

  static Content parse(byte[] bytes) {
    List<JsonNode> records = new ArrayList<>();
    int good = 0;
    boolean bad = false;
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      Optional<JsonNode> record = record(bytes, from, i);
      from = i + 1;
      if (record.isEmpty()) {
        bad = true;
      } else if (bad) {
        return new Content(records, good, true);
      } else {
        records.add(record.get());
        good = from;
      }
    }
    return new Content(records, good, false);
  }

  private static Optional<JsonNode> record(byte[] bytes, int from, int to) {
    int start = from + DIGITS + 1;
    if (start > to || bytes[start - 1] != ' ') {
      return Optional.empty();
    }
    String digits = new String(bytes, from, DIGITS, StandardCharsets.US_ASCII);
    if (!digits.equals(crc(bytes, start, to - start))) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(bytes, start, to - start);
      return node instanceof ObjectNode ? Optional.of(node) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Adds a record, safe on the disk when this returns. */
  void append(ObjectNode record) throws IOException {
    byte[] json = JSON.writeValueAsBytes(record);
    byte[] line = new byte[DIGITS + 1 + json.length + 1];
    byte[] head = (crc(json, 0, json.length) + " ").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(json, 0, line, head.length, json.length);
    line[line.length - 1] = '\n';
    file.write(line);
    file.getFD().sync();
  }

  private static String crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
