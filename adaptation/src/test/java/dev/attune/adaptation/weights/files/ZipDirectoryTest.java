package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDirectoryTest {
  private static final byte[] ONE = "first".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TWO = "second entry".getBytes(StandardCharsets.UTF_8);

  /** What a writer could get wrong; the fields of one entry's central header. */
  private static final class Zip {
    private final ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer central = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private int count;

    /** An entry with its bytes; returns where its local header is. */
    int add(String name, byte[] data) {
      int header = local(name, data);
      central(name, 0, 0, crc(data), data.length, data.length, header, new byte[0]);
      return header;
    }

    int local(String name, byte[] data) {
      int header = out.position();
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      out.putInt(0x04034b50).put(new byte[22]).putShort((short) text.length).putShort((short) 3);
      out.put(text).put(new byte[3]).put(data);
      return header;
    }

    void central(
        String name,
        int flags,
        int method,
        long crc,
        int packed,
        int size,
        int header,
        byte[] extra) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      central.putInt(0x02014b50).putInt(0).putShort((short) flags).putShort((short) method);
      central.putInt(0).putInt((int) crc).putInt(packed).putInt(size);
      central.putShort((short) text.length).putShort((short) extra.length).putShort((short) 2);
      central.putShort((short) 0).putShort((short) 0).putInt(0).putInt(header);
      central.put(text).put(extra).put(new byte[2]);
      count++;
    }

    byte[] end(int entries, long size, long start, String comment) {
      byte[] text = comment.getBytes(StandardCharsets.UTF_8);
      out.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
      out.putInt((int) size).putInt((int) start).putShort((short) text.length).put(text);
      return Arrays.copyOf(out.array(), out.position());
    }

    byte[] end() {
      int start = out.position();
      out.put(central.array(), 0, central.position());
      return end(count, central.position(), start, "");
    }

    byte[] end64() {
      int start = out.position();
      out.put(central.array(), 0, central.position());
      int record = out.position();
      out.putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
      out.putLong(count).putLong(count).putLong(central.position()).putLong(start);
      out.putInt(0x07064b50).putInt(0).putLong(record).putInt(1);
      return end(0xffff, 0xffffffffL, 0xffffffffL, "");
    }
  }

  @Test
  void entriesAreFoundInTheirOrder() {
    Zip zip = new Zip();
    zip.add("a/first", ONE);
    zip.add("a/größe", TWO);
    zip.add("a/empty", new byte[0]);
    ZipDirectory read = read(zip.end());
    assertThat(read.entries().keySet()).containsExactly("a/first", "a/größe", "a/empty");
    assertThat(read.bytes(read.entries().get("a/größe"))).isEqualTo(ByteBuffer.wrap(TWO));
    assertThat(read.bytes(read.entries().get("a/empty")).remaining()).isZero();
    assertThat(read(new Zip().end()).entries()).isEmpty();
  }

  @Test
  void commentsAndSixtyFourBitRecords() {
    Zip zip = new Zip();
    int header = zip.local("wide", TWO);
    ByteBuffer extra = ByteBuffer.allocate(4 + 5 + 28).order(ByteOrder.LITTLE_ENDIAN);
    extra.putShort((short) 0x7777).putShort((short) 5).put(new byte[5]);
    extra.putShort((short) 1).putShort((short) 24);
    extra.putLong(TWO.length).putLong(TWO.length).putLong(header);
    zip.central("wide", 8, 0, crc(TWO), -1, -1, -1, extra.array());
    ZipDirectory wide = read(zip.end64());
    assertThat(wide.bytes(wide.entries().get("wide"))).isEqualTo(ByteBuffer.wrap(TWO));

    Zip commented = new Zip();
    commented.add("x", ONE);
    int start = commented.out.position();
    commented.out.put(commented.central.array(), 0, commented.central.position());
    // A comment that looks like an end itself.
    byte[] whole =
        commented.end(1, commented.central.position(), start, "PK\5\6 not the end of the archive");
    assertThat(read(whole).entries()).containsOnlyKeys("x");
  }

  @Test
  void entriesBeyondTwoGigabytesAreMapped(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.zip");
    long hole = 3L << 30;
    byte[] name = "far".getBytes(StandardCharsets.UTF_8);
    ByteBuffer local = ByteBuffer.allocate(33 + ONE.length).order(ByteOrder.LITTLE_ENDIAN);
    local.putInt(0x04034b50).put(new byte[22]).putShort((short) 3).putShort((short) 0);
    local.put(name).put(ONE);
    Zip tail = new Zip();
    tail.central("far", 0, 0, crc(ONE), ONE.length, ONE.length, (int) hole, new byte[0]);
    tail.out.put(tail.central.array(), 0, tail.central.position());
    long start = hole + local.capacity();
    byte[] end = tail.end(1, tail.central.position(), start, "");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(hole);
      out.write(local.array());
      out.write(end);
    }
    try (FileBytes bytes = FileBytes.open(file)) {
      ZipDirectory read = ZipDirectory.read(bytes);
      assertThat(read.bytes(read.entries().get("far"))).isEqualTo(ByteBuffer.wrap(ONE));
    }
  }

  @Test
  void entriesThatShareBytesAreRefused() {
    Zip zip = new Zip();
    int header = zip.add("same", ONE);
    zip.central("same", 0, 0, crc(ONE), ONE.length, ONE.length, header, new byte[0]);
    assertThat(failure(zip.end())).hasMessageContaining("two entries 'same'");

    // The second entry lies within the bytes of the first.
    Zip nested = new Zip();
    Zip inner = new Zip();
    inner.local("inner", ONE);
    byte[] innerBytes = Arrays.copyOf(inner.out.array(), inner.out.position());
    int outer = nested.add("outer", innerBytes);
    int at = outer + 30 + "outer".length() + 3;
    nested.central("inner", 0, 0, crc(ONE), ONE.length, ONE.length, at, new byte[0]);
    assertThat(failure(nested.end())).hasMessageContaining("'inner' overlaps");
  }

  @Test
  void twoNamesForOneEntryAreRefused() {
    Zip zip = new Zip();
    int header = zip.local("local", ONE);
    zip.central("other", 0, 0, crc(ONE), ONE.length, ONE.length, header, new byte[0]);
    assertThat(failure(zip.end())).hasMessageContaining("'other' is not where");
  }

  @Test
  void packedAndEncryptedEntriesAreRefused() {
    int[][] flagsAndMethods = {{0, 8}, {1, 0}, {0, 99}};
    for (int[] f : flagsAndMethods) {
      Zip zip = new Zip();
      int header = zip.local("x", ONE);
      zip.central("x", f[0], f[1], crc(ONE), ONE.length, ONE.length, header, new byte[0]);
      assertThat(failure(zip.end())).hasMessageContaining("compressed or encrypted");
    }
    Zip zip = new Zip();
    int header = zip.local("x", ONE);
    zip.central("x", 0, 0, crc(ONE), ONE.length, 1_000_000, header, new byte[0]);
    assertThat(failure(zip.end())).hasMessageContaining("compressed");
  }

  @Test
  void claimsBeyondTheFileAreRefused() {
    int[][] sizesAndHeaders = {
      {1000, 0}, {Integer.MAX_VALUE, 0}, {-2, 0}, {-1, 0}, {5, 1000}, {5, -1}, {5, 3}, {5, -2}
    };
    for (int[] s : sizesAndHeaders) {
      Zip zip = new Zip();
      zip.local("x", ONE);
      zip.central("x", 0, 0, crc(ONE), s[0], s[0], s[1], new byte[0]);
      assertThat(failure(zip.end()).kind()).isEqualTo(Kind.DAMAGED);
    }
    long[][] ends = {{1, 46, 5000}, {1, 5000, 0}, {2, 50, 0}, {65534, 49, 0}, {65535, 49, 0}};
    for (long[] e : ends) {
      Zip zip = new Zip();
      zip.add("x", ONE);
      zip.out.put(zip.central.array(), 0, zip.central.position());
      assertThat(failure(zip.end((int) e[0], e[1], e[2], "")).kind()).isEqualTo(Kind.DAMAGED);
    }
  }

  @Test
  void sixtyFourBitClaimsBeyondTheFileAreRefused() {
    for (int field : new int[] {32, 40, 48}) {
      for (long value : new long[] {Long.MAX_VALUE, -1, 1L << 40}) {
        Zip zip = new Zip();
        zip.add("x", ONE);
        byte[] whole = zip.end64();
        ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int record = whole.length - 22 - 20 - 56;
        assertThat(bytes.getInt(record)).isEqualTo(0x06064b50);
        bytes.putLong(record + field, value);
        assertThat(failure(whole).kind()).isEqualTo(Kind.DAMAGED);
      }
    }
    Zip zip = new Zip();
    zip.add("x", ONE);
    byte[] whole = zip.end64();
    for (long place : new long[] {-1, Long.MAX_VALUE, whole.length, 0}) {
      ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(whole.length - 34, place);
      assertThat(failure(whole).kind()).isEqualTo(Kind.DAMAGED);
    }
  }

  @Test
  void theCheckSumIsCompared() {
    Zip zip = new Zip();
    int header = zip.local("x", ONE);
    zip.central("x", 0, 0, crc(TWO), ONE.length, ONE.length, header, new byte[0]);
    ZipDirectory read = read(zip.end());
    WeightsException e =
        catchThrowableOfType(WeightsException.class, () -> read.bytes(read.entries().get("x")));
    assertThat(e).hasMessageContaining("check sum of its entry 'x'");
  }

  private static long crc(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return crc.getValue();
  }

  private static ZipDirectory read(byte[] whole) {
    return ZipDirectory.read(FileBytes.of("zip", ByteBuffer.wrap(whole)));
  }

  private static WeightsException failure(byte[] whole) {
    WeightsException e = catchThrowableOfType(WeightsException.class, () -> read(whole));
    assertThat(e).as("refusal").isInstanceOf(WeightsException.class);
    return e;
  }
}
