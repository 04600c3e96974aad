package dev.attune.video.io;

import dev.attune.video.frame.Timestamp;
import dev.attune.video.io.MediaException.Kind;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.BytePointer;

/**
 * Writes packets of one encoder, exactly as they came, into a file that gets its name when it is
 * whole. No container is used because each of them rounds times, leaves out what it has no place
 * for, or changes packets; {@link SegmentReader} has the format. Used by one thread.
 */
final class SegmentWriter implements AutoCloseable {
  static final long MAGIC = 0x4154_5455_4e45_5331L;
  static final int END = -1;

  private final Path file;
  private final Path growing;
  private final String shown;
  private final FileOutputStream bytes;
  private final CheckedOutputStream checked;
  private final DataOutputStream out;
  private byte[] copy = {};
  private long frames;
  private boolean done;

  /**
   * Begins a file.
   *
   * @param file its final name
   * @param shown name of the output for people
   * @param shift of times, which a reader is told
   */
  SegmentWriter(Path file, String shown, Timestamp shift) {
    this.file = file;
    this.shown = shown;
    this.growing = file.resolveSibling(file.getFileName() + ".part");
    try {
      bytes = new FileOutputStream(growing.toFile());
      OutputStream buffered = new BufferedOutputStream(bytes, 1 << 16);
      checked = new CheckedOutputStream(buffered, new CRC32C());
      out = new DataOutputStream(checked);
      out.writeLong(MAGIC);
      out.writeLong(shift.ticks());
      out.writeInt(shift.timeBase().numerator());
      out.writeInt(shift.timeBase().denominator());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Adds a packet. */
  void write(AVPacket packet) {
    try {
      BytePointer data = packet.data();
      out.writeInt(packet.size());
      out.writeLong(packet.pts());
      out.writeLong(packet.dts());
      out.writeLong(packet.duration());
      out.writeInt(packet.flags());
      writeBytes(data, packet.size());
      out.writeInt(packet.side_data_elems());
      for (int i = 0; i < packet.side_data_elems(); i++) {
        AVPacketSideData side = packet.side_data().getPointer(i);
        out.writeInt(side.type());
        out.writeInt((int) side.size());
        writeBytes(side.data(), (int) side.size());
      }
      frames++;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Brings everything to the disk and gives the file its name.
   *
   * @param number of the segment
   */
  Segment finish(int number) {
    try {
      out.writeInt(END);
      out.writeLong(frames);
      out.flush();
      bytes.getFD().sync();
      long size = Files.size(growing);
      out.close();
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
      done = true;
      WorkFolder.sync(file.getParent());
      return new Segment(number, frames, size, checked.getChecksum().getValue());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void writeBytes(BytePointer data, int size) throws IOException {
    if (copy.length < size) {
      copy = new byte[size];
    }
    if (size > 0) {
      data.get(copy, 0, size);
    }
    out.write(copy, 0, size);
  }

  /** Removes the file unless it is whole. */
  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    try {
      bytes.close();
      Files.deleteIfExists(growing);
    } catch (IOException e) {
      // There is nothing left to try; the name says that it is incomplete.
    }
  }

  private MediaException failure(IOException e) {
    return new MediaException(
        Kind.OUTPUT,
        shown
            + " could not be written ("
            + OutputTarget.reason(e)
            + "): make room or choose another place",
        e);
  }
}
