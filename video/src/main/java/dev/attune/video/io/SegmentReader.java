package dev.attune.video.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/**
 * Reads the packets of a file of {@link SegmentWriter}. Big-endian: a magic number, the shift of
 * times as ticks, numerator and denominator; then of each packet size, pts, dts, duration, flags,
 * bytes, number of side data, and of each of these type, size and bytes; then -1 and the number of
 * packets. Used by one thread.
 */
final class SegmentReader implements AutoCloseable {
  private final Path file;
  private final Segment expected;
  private final CheckedInputStream checked;
  private final DataInputStream in;
  private final Timestamp shift;
  private long left;
  private byte[] copy = {};

  /**
   * Opens a file.
   *
   * @param expected what was noted of it when it was written
   * @throws MediaException of kind {@code OUTPUT} when it is not that any more
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by this, or below
  SegmentReader(Path file, Segment expected) {
    this.file = file;
    this.expected = expected;
    DataInputStream opened = null;
    try {
      if (Files.size(file) != expected.bytes()) {
        throw damaged(null);
      }
      left = expected.bytes();
      checked =
          new CheckedInputStream(
              new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16), new CRC32C());
      opened = new DataInputStream(checked);
      in = opened;
      if (in.readLong() != SegmentWriter.MAGIC) {
        throw damaged(null);
      }
      long ticks = in.readLong();
      shift = new Timestamp(ticks, new Rational(in.readInt(), in.readInt()));
    } catch (IOException | IllegalArgumentException e) {
      close(opened);
      throw damaged(e);
    } catch (MediaException e) {
      close(opened);
      throw e;
    }
  }

  /** What was subtracted from times of the input. */
  Timestamp shift() {
    return shift;
  }

  /**
   * Reads the next packet.
   *
   * @param packet empty; filled unless this returns false
   * @return false at the end, which is then known to be as it was written
   */
  boolean read(AVPacket packet) {
    try {
      int size = in.readInt();
      if (size == SegmentWriter.END) {
        if (in.readLong() != expected.frames()
            || in.read() >= 0
            || checked.getChecksum().getValue() != expected.crc()) {
          throw damaged(null);
        }
        return false;
      }
      requirePossible(size);
      if (av_new_packet(packet, size) < 0) {
        throw new OutOfMemoryError("no memory for a packet of " + size + " bytes");
      }
      packet.pts(in.readLong()).dts(in.readLong()).duration(in.readLong()).flags(in.readInt());
      readBytes(packet.data(), size);
      int sides = in.readInt();
      for (int i = 0; i < sides; i++) {
        int type = in.readInt();
        int bytes = in.readInt();
        requirePossible(bytes);
        readBytes(av_packet_new_side_data(packet, type, bytes), bytes);
      }
      return true;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Presentation and decoding times of all packets in the order of decoding. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  record Times(long[] pts, long[] dts) {}

  /**
   * Reads a whole file, so that damage is noticed.
   *
   * @throws MediaException as the constructor does
   */
  static Times check(Path file, Segment expected) {
    int frames = Math.toIntExact(expected.frames());
    Times times = new Times(new long[frames], new long[frames]);
    try (SegmentReader reader = new SegmentReader(file, expected);
        AVPacket packet = new AVPacket()) {
      int at = 0;
      while (reader.read(packet)) {
        if (at == frames) {
          throw reader.damaged(null);
        }
        times.pts()[at] = packet.pts();
        times.dts()[at] = packet.dts();
        at++;
        av_packet_unref(packet);
      }
    }
    return times;
  }

  /** Nothing is allocated that the file cannot hold. */
  private void requirePossible(int size) {
    if (size < 0 || size > left) {
      throw damaged(null);
    }
  }

  private void readBytes(BytePointer to, int size) throws IOException {
    if (copy.length < size) {
      copy = new byte[size];
    }
    in.readFully(copy, 0, size);
    left -= size;
    if (size > 0) {
      to.put(copy, 0, size);
    }
  }

  @Override
  public void close() {
    close(in);
  }

  private static void close(DataInputStream stream) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }

  private MediaException damaged(Exception cause) {
    String how =
        cause instanceof NoSuchFileException
            ? "is missing"
            : cause == null || cause instanceof EOFException
                ? "is not what was written"
                : "cannot be read (" + cause.getMessage() + ")";
    return new MediaException(
        Kind.OUTPUT,
        "segment "
            + expected.number()
            + " of an unfinished run, "
            + file
            + ", "
            + how
            + ": start over (-y)",
        cause);
  }
}
