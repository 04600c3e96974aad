package dev.attune.video.io;

import dev.attune.video.frame.Frame;

/**
 * Takes frames in presentation order. Nothing appears under the final name before {@link
 * #finish()}; closing an unfinished sink removes what it wrote.
 */
public interface FrameSink extends AutoCloseable {
  /**
   * Takes one frame.
   *
   * @throws MediaException when it cannot be written
   */
  void write(Frame frame);

  /**
   * Writes what is pending and publishes the output under its final name.
   *
   * @throws MediaException when it cannot be written
   */
  void finish();

  @Override
  void close();
}
