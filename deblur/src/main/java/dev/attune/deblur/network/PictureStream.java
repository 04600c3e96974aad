package dev.attune.deblur.network;

import dev.attune.adaptation.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.Optional;

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

  /**
   * What the pictures of the present scene left behind.
   *
   * @param fed how many there were
   * @param memory what the network carries from picture to picture; empty where it carries nothing
   */
  record State(long fed, Optional<HostTensor> memory) {}

  /** What is carried on to the next picture, for going on later. */
  State state();

  /**
   * Goes on in a scene of another stream of the same network. To be called before any picture is
   * fed.
   *
   * @param state of the other stream before the first picture that will be fed
   * @param skipped how many of the next pictures are fed for the sake of those that follow, and not
   *     restored; as many as the network looks back, or all since the beginning of the scene
   */
  void resume(State state, long skipped);

  /** Ends a scene: restores what is still to come and forgets all state. */
  void endScene();

  /** Frees what is held; pictures that were not restored yet are dropped. */
  @Override
  void close();
}
