package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import java.util.List;

/**
 * Takes frames in presentation order. Nothing appears under the final name before {@link
 * #finish()}; closing an unfinished sink removes what it wrote. Used by one thread; {@link
 * #close()} may be called twice.
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

  /**
   * What of the frames the output does not keep and what else a person should know, one sentence
   * each. Complete once the sink is finished; nearly all is known when it was opened.
   */
  default List<String> notices() {
    return List.of();
  }

  @Override
  void close();
}
