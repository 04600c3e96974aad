package dev.attune.deblur.network;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.tensor.Shape;

/**
 * A network that carries a state from frame to frame and restores a frame from the features of
 * itself and its neighbours.
 */
public non-sealed interface RecurrentDeblurNetwork extends DeblurNetwork {
  /**
   * Sizes of the recurrent state for pictures [n, 3, height, width]; a stream starts with zeros.
   */
  Shape stateShape(long n, long height, long width);

  /** One step of a stream, network {@code cell}: picture and state give feature and next state. */
  Network cell();

  /**
   * Network {@code output}: the picture that is restored, then the features of past + 1 + future
   * frames in order of time, give the restored picture, not limited to a range.
   *
   * @param single whether it will only ever run with N = 1, which allows cheaper forms of the same
   *     function
   */
  Network output(boolean single);

  @Override
  default int guideChannels() {
    return 0;
  }
}
