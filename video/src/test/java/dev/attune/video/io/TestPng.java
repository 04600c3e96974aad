package dev.attune.video.io;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG files by hand, honest and lying ones. */
final class TestPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Gives the sample of a channel. */
  interface Sample {
    int at(int channel, int y, int x);
  }

  private TestPng() {}

  /** A file that declares this size, RGB of 8 bit, and holds next to nothing. */
  static byte[] header(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", head(width, height, 8, 2));
    chunk(out, "IDAT", deflate(new byte[100]));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** A picture of 1 (gray), 2 (gray and opacity), 3 or 4 channels and 8 or 16 bit. */
  static byte[] picture(int width, int height, int channels, int depth, Sample sample) {
    int[] colorTypes = {0, 0, 4, 2, 6};
    ByteBuffer rows = ByteBuffer.allocate(height * (1 + width * channels * depth / 8));
    for (int y = 0; y < height; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          if (depth == 8) {
            rows.put((byte) sample.at(c, y, x));
          } else {
            rows.putShort((short) sample.at(c, y, x));
          }
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", head(width, height, depth, colorTypes[channels]));
    chunk(out, "IDAT", deflate(rows.array()));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] head(int width, int height, int depth, int colorType) {
    return ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put((byte) depth)
        .put((byte) colorType)
        .array();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    try {
      DataOutputStream chunk = new DataOutputStream(out);
      chunk.writeInt(data.length);
      chunk.write(name);
      chunk.write(data);
      chunk.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] deflate(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
