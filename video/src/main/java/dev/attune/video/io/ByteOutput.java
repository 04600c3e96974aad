package dev.attune.video.io;

import java.io.IOException;

/** Where a muxer's bytes go. Used by one thread. */
interface ByteOutput {
  /** Writes the first {@code length} bytes at the current place. */
  void write(byte[] bytes, int length) throws IOException;

  /** Whether {@link #seek} and {@link #size} work. */
  boolean seekable();

  /** Goes to a place, counted from the beginning; beyond the end is allowed. */
  void seek(long position) throws IOException;

  /** The current place, counted from the beginning. */
  long position() throws IOException;

  /** How many bytes there are. */
  long size() throws IOException;
}
