package dev.attune.video.io;

import dev.attune.video.frame.Frame;

/**
 * Frames in presentation order, read once. Used by one thread; {@link #close()} may be called
 * twice.
 */
public interface FrameSource extends AutoCloseable {
  /** What is known before the first frame. */
  StreamInfo info();

  /**
   * The next frame, or null at the end of what can be read.
   *
   * @throws MediaException when the input cannot be read on; frames given before stay valid
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  Frame next();

  /**
   * How reading went so far: damage, repairs, whether the input was cut short. Sources that cannot
   * be damaged, such as those that make their frames, have nothing to tell.
   */
  default SourceReport report() {
    return SourceReport.EMPTY;
  }

  @Override
  void close();
}
