package dev.attune.pipelines.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Bytes to stdout that, unlike {@link PrintStream}, fail when they cannot be written. */
final class PipeStream extends OutputStream {
  private final PrintStream out;

  PipeStream(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    requireWritten();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    requireWritten();
  }

  private void requireWritten() throws IOException {
    if (out.checkError()) {
      // A PrintStream does not say which.
      throw new IOException("nobody reads stdout any more, or the disk is full");
    }
  }
}
