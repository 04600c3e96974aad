package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The table of contents of an uncompressed zip archive, with the place of each entry's bytes in the
 * file (which {@link java.util.zip.ZipFile} does not tell), so that entries can be views of it.
 *
 * <p>Read strictly, as APPNOTE.TXT describes the format: every entry plain and stored, within the
 * file, under the same name in both headers, and none sharing bytes with another. Names are only
 * compared, and still those that lead out of a folder are refused.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int END64_LOCATOR_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int STORED = 0;
  private static final int ENCRYPTED = 1;
  private static final int EXTRA64 = 1;
  private static final long NONE32 = 0xffffffffL;

  /** One entry; its bytes are {@code [begin, begin + size)} of the file. */
  record Entry(String name, long header, long begin, long size, long crc) {}

  private final FileBytes file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipDirectory(FileBytes file) {
    this.file = file;
  }

  static ZipDirectory read(FileBytes file) {
    ZipDirectory directory = new ZipDirectory(file);
    directory.read();
    return directory;
  }

  /** All entries by name. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** The bytes of an entry, whose check sum is compared. */
  ByteBuffer bytes(Entry entry) {
    ByteBuffer bytes = file.view(entry.begin, entry.size);
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    if (crc.getValue() != entry.crc) {
      throw TorchProblems.damaged(
          file.name(), "the check sum of its entry '" + entry.name + "' is wrong", "");
    }
    return bytes;
  }

  private void read() {
    long end = end();
    ByteBuffer e = little(end, END_BYTES);
    long count = e.getShort(10) & 0xffff;
    long size = e.getInt(12) & NONE32;
    long start = e.getInt(16) & NONE32;
    if (count == 0xffff || size == NONE32 || start == NONE32) {
      ByteBuffer e64 = end64(end);
      count = e64.getLong(32);
      size = e64.getLong(40);
      start = e64.getLong(48);
    }
    if (start < 0 || size < 0 || size > end - start || count < 0 || count > size / CENTRAL_BYTES) {
      throw broken("its directory claims " + count + " entries in " + size + " bytes");
    }
    ByteBuffer central = little(start, size);
    for (long i = 0; i < count; i++) {
      Entry entry = entry(central, start);
      if (entries.put(entry.name, entry) != null) {
        throw broken("it has two entries '" + entry.name + "'");
      }
    }
    if (central.hasRemaining()) {
      throw broken("its directory holds more than its " + count + " entries");
    }
    requireApart();
  }

  /** Where the last record is: it ends, with its comment, where the file ends. */
  private long end() {
    long size = file.size();
    long from = Math.max(0, size - END_BYTES - MAX_COMMENT);
    ByteBuffer tail = little(from, size - from);
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END
          && (tail.getShort(at + 20) & 0xffff) == tail.limit() - at - END_BYTES) {
        return from + at;
      }
    }
    throw broken("its end is missing");
  }

  private ByteBuffer end64(long end) {
    if (end < END64_LOCATOR_BYTES) {
      throw broken("its directory is not where it should be");
    }
    ByteBuffer locator = little(end - END64_LOCATOR_BYTES, END64_LOCATOR_BYTES);
    ByteBuffer found =
        locator.getInt(0) == END64_LOCATOR ? little(locator.getLong(8), END64_BYTES) : locator;
    if (found.getInt(0) != END64) {
      throw broken("its directory is not where it should be");
    }
    return found;
  }

  private Entry entry(ByteBuffer central, long dataEnd) {
    if (central.remaining() < CENTRAL_BYTES || central.getInt(central.position()) != CENTRAL) {
      throw broken("its directory is cut off");
    }
    int at = central.position();
    int flags = central.getShort(at + 8);
    int method = central.getShort(at + 10) & 0xffff;
    long crc = central.getInt(at + 16) & NONE32;
    int nameBytes = central.getShort(at + 28) & 0xffff;
    int extraBytes = central.getShort(at + 30) & 0xffff;
    int commentBytes = central.getShort(at + 32) & 0xffff;
    central.position(at + CENTRAL_BYTES);
    if (nameBytes + extraBytes + commentBytes > central.remaining()) {
      throw broken("its directory is cut off");
    }
    String name = text(central, nameBytes);
    Sizes sizes = sizes(central, at, extraBytes);
    central.position(at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
    if (isEscaping(name)) {
      throw TorchProblems.damaged(
          file.name(), "its entry '" + name + "' leads out of it", "plain names");
    }
    if (method != STORED || (flags & ENCRYPTED) != 0 || sizes.packed != sizes.size) {
      throw TorchProblems.unsupported(
          file.name(),
          "its entry '" + name + "' is compressed or encrypted, which PyTorch never does",
          "unpack it and zip it again without compression");
    }
    return located(name, sizes, crc, dataEnd);
  }

  /** The three numbers that may stand in an extra field because they need 64 bits. */
  private record Sizes(long size, long packed, long header) {}

  private Sizes sizes(ByteBuffer central, int at, int extraBytes) {
    long packed = central.getInt(at + 20) & NONE32;
    long size = central.getInt(at + 24) & NONE32;
    long header = central.getInt(at + 42) & NONE32;
    int end = central.position() + extraBytes;
    for (int field = central.position(); field + 4 <= end; ) {
      int id = central.getShort(field) & 0xffff;
      int length = central.getShort(field + 2) & 0xffff;
      int next = field + 4 + length;
      if (id == EXTRA64 && next <= end) {
        ByteBuffer wide = central.slice(field + 4, length).order(ByteOrder.LITTLE_ENDIAN);
        size = size == NONE32 && wide.remaining() >= 8 ? wide.getLong() : size;
        packed = packed == NONE32 && wide.remaining() >= 8 ? wide.getLong() : packed;
        header = header == NONE32 && wide.remaining() >= 8 ? wide.getLong() : header;
        break;
      }
      field = next;
    }
    return new Sizes(size, packed, header);
  }

  private Entry located(String name, Sizes sizes, long crc, long dataEnd) {
    ByteBuffer local = little(sizes.header, LOCAL_BYTES);
    int nameBytes = local.getShort(26) & 0xffff;
    int extraBytes = local.getShort(28) & 0xffff;
    long begin = sizes.header + LOCAL_BYTES + nameBytes + extraBytes;
    if (local.getInt(0) != LOCAL
        || !text(little(sizes.header + LOCAL_BYTES, nameBytes), nameBytes).equals(name)) {
      throw broken("its entry '" + name + "' is not where it should be");
    }
    if (begin > dataEnd || sizes.size < 0 || sizes.size > dataEnd - begin) {
      throw broken("its entry '" + name + "' claims " + sizes.size + " bytes");
    }
    return new Entry(name, sizes.header, begin, sizes.size, crc);
  }

  /** Entries that share bytes would let a small file fill the memory. */
  private void requireApart() {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::header));
    long at = 0;
    for (Entry entry : sorted) {
      if (entry.header < at) {
        throw broken("its entry '" + entry.name + "' overlaps another");
      }
      at = entry.begin + entry.size;
    }
  }

  private ByteBuffer little(long begin, long length) {
    return file.view(begin, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A text of so many bytes, which are consumed. */
  private String text(ByteBuffer from, int bytes) {
    ByteBuffer name = from.slice(from.position(), bytes);
    from.position(from.position() + bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(name)
          .toString();
    } catch (CharacterCodingException e) {
      throw broken("the name of an entry is no text");
    }
  }

  private WeightsException broken(String problem) {
    return TorchProblems.damaged(file.name(), "its zip archive is broken: " + problem, "");
  }

  private static boolean isEscaping(String name) {
    return name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || ("/" + name + "/").contains("/../");
  }
}
