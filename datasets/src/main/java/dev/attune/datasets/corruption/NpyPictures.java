package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures in a NumPy file of bytes, [n, H, W, 3] in RGB, or [H, W, 3] for one of them. Pictures
 * are read when they are asked for. Thread-safe.
 */
public final class NpyPictures {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr': '([^']*)'.*'fortran_order': (True|False).*'shape': \\(([\\d, ]*)\\)",
          Pattern.DOTALL);
  private static final int PREFIX = 12;

  private final Path file;
  private final long start;
  private final int count;
  private final int height;
  private final int width;

  private NpyPictures(Path file, long start, int count, int height, int width) {
    this.file = file;
    this.start = start;
    this.count = count;
    this.height = height;
    this.width = width;
  }

  /**
   * Looks at the header of a file.
   *
   * @throws IllegalArgumentException when the file does not hold pictures of bytes, or is shorter
   *     than it says
   */
  public static NpyPictures open(Path file) {
    Header header = Header.of(file);
    int[] dims = header.dims;
    boolean one = dims.length == 3;
    if (!header.type.equals("|u1") || (dims.length != 4 && !one) || dims[dims.length - 1] != 3) {
      throw new IllegalArgumentException(
          file
              + " holds "
              + header.type
              + Arrays.toString(dims)
              + "; pictures are bytes (|u1) of [n, height, width, 3]");
    }
    int n = one ? 1 : dims[0];
    header.requireBytes(file, Arrays.stream(dims).asLongStream().reduce(1, (a, b) -> a * b));
    return new NpyPictures(file, header.start, n, dims[dims.length - 3], dims[dims.length - 2]);
  }

  /**
   * A list of labels: bytes or integers of 32 or 64 bits, [n].
   *
   * @throws IllegalArgumentException when the file holds something else
   */
  public static int[] labels(Path file) {
    Header header = Header.of(file);
    int bytes =
        switch (header.type) {
          case "|u1", "|i1" -> 1;
          case "<i4", "<u4" -> 4;
          case "<i8", "<u8" -> 8;
          default -> 0;
        };
    if (bytes == 0 || header.dims.length != 1) {
      throw new IllegalArgumentException(
          file
              + " holds "
              + header.type
              + Arrays.toString(header.dims)
              + "; labels are integers [n]");
    }
    header.requireBytes(file, (long) bytes * header.dims[0]);
    ByteBuffer b = read(file, header.start, bytes * header.dims[0]);
    int[] out = new int[header.dims[0]];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes == 1 ? b.get() : bytes == 4 ? b.getInt() : Math.toIntExact(b.getLong());
    }
    return out;
  }

  /** Number of pictures. */
  public int count() {
    return count;
  }

  /** A picture with values in 0..1. */
  public FloatImage picture(int index) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "picture " + index + " of " + file + ": 0 to " + (count - 1) + " are there");
    }
    int size = height * width * 3;
    ByteBuffer b = read(file, start + (long) index * size, size);
    FloatImage out = new FloatImage(3, height, width);
    for (int p = 0; p < height * width; p++) {
      for (int c = 0; c < 3; c++) {
        out.data()[c * height * width + p] = (b.get() & 0xff) / 255f;
      }
    }
    return out;
  }

  private static ByteBuffer read(Path file, long at, int bytes) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (out.hasRemaining()) {
        if (channel.read(out, at + out.position()) < 0) {
          throw new IllegalArgumentException(file + " ends early");
        }
      }
      return out.flip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What a file says of itself. */
  @SuppressWarnings("ArrayRecordComponent") // private to this file, never written to again
  private record Header(String type, int[] dims, long start, long size) {
    static Header of(Path file) {
      long size;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        size = channel.size();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
      ByteBuffer head = read(file, 0, (int) Math.min(size, PREFIX));
      if (size < PREFIX || head.get(0) != (byte) 0x93 || head.get(1) != 'N') {
        throw new IllegalArgumentException(file + " is no NumPy file");
      }
      long length = head.get(6) == 1 ? head.getShort(8) & 0xffff : head.getInt(8);
      int before = head.get(6) == 1 ? 10 : PREFIX;
      if (length < 0 || before + length > size) {
        throw new IllegalArgumentException(file + " ends within its header");
      }
      String text =
          new String(read(file, before, (int) length).array(), StandardCharsets.ISO_8859_1);
      Matcher m = HEADER.matcher(text);
      if (!m.find() || m.group(2).equals("True")) {
        throw new IllegalArgumentException(file + " is no array in C order: " + text.trim());
      }
      int[] dims =
          Arrays.stream(m.group(3).split(",", -1))
              .map(String::trim)
              .filter(s -> !s.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      return new Header(m.group(1), dims, before + length, size);
    }

    void requireBytes(Path file, long bytes) {
      if (size - start < bytes) {
        throw new IllegalArgumentException(
            file + " has " + (size - start) + " bytes of data, its header says " + bytes);
      }
    }
  }
}
