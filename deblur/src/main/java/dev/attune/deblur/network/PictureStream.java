package dev.attune.deblur.network;

import java.nio.ByteBuffer;

/**
 * Restores pictures one after the other; each comes back with its label, in order, perhaps some
 * pictures later. Used by one thread.
 *
 * @param <T> what comes with a picture and goes out with it
 */
public interface PictureStream<T> extends AutoCloseable {
  /**
   * Feeds a picture; within a scene all are of one size.
   *
   * @param picture direct, float, planar [3 + G, height, width] as {@link DeblurNetwork} says;
   *     copied
   */
  void feed(T label, ByteBuffer picture, int height, int width);

  /** Ends a scene: restores what is still to come and forgets all state. */
  void endScene();

  /** Frees what is held; pictures that were not restored yet are dropped. */
  @Override
  void close();
}
