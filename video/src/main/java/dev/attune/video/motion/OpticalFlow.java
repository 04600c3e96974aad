package dev.attune.video.motion;

import dev.attune.video.frame.FloatImage;

/**
 * Dense motion from one gray picture to another of the same size. Implementations tell whether they
 * are thread-safe.
 */
public interface OpticalFlow extends AutoCloseable {
  /**
   * Motion from {@code first} to {@code second}.
   *
   * @param first one channel, values 0..1
   * @param second of the same size
   */
  FlowField flow(FloatImage first, FloatImage second);

  @Override
  void close();
}
