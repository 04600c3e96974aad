package dev.attune.video.io;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that go to a stream, such as a pipe, and cannot be changed afterwards. */
final class StreamBytes implements ByteOutput {
  private final OutputStream out;
  private long written;

  /** Writes to {@code out}, which stays open. */
  StreamBytes(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    written += length;
  }

  @Override
  public boolean seekable() {
    return false;
  }

  @Override
  public void seek(long position) throws IOException {
    throw new IOException("a stream cannot go back");
  }

  @Override
  public long position() {
    return written;
  }

  @Override
  public long size() {
    return written;
  }
}
