package dev.attune.pipelines.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Bytes to stdout that, unlike {@link PrintStream}, fail when nobody reads them any more. */
final class PipeStream extends OutputStream {
  private final PrintStream out;

  PipeStream(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    requireReader();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    requireReader();
  }

  private void requireReader() throws IOException {
    if (out.checkError()) {
      throw new IOException("nobody reads the output any more");
    }
  }
}
