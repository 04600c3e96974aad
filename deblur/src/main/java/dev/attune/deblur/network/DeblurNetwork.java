package dev.attune.deblur.network;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.tensor.Shape;
import java.util.Map;

/**
 * A recurrent network that restores a frame from the features of itself and its neighbours.
 * Pictures are [N, 3, H, W] in -0.5..0.5 (value / 255 - 0.5); H and W are multiples of {@link
 * #sizeMultiple()}.
 */
public interface DeblurNetwork {
  /** Kind and configuration in one line, such as {@code estrnn C16 B15}; for people. */
  String title();

  /** Kind and configuration as metadata of a weight file; {@link DeblurNetworks} reads it back. */
  Map<String, String> metadata();

  /** Neighbours needed before the frame that is restored. */
  int past();

  /** Neighbours needed after it: the latency of a stream in frames. */
  int future();

  /** Height and width must be multiples of this. */
  int sizeMultiple();

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

  /**
   * Network {@code window}: [N, T, 3, H, W] from a zero state gives [N, T - past - future, 3, H,
   * W], the pictures that have all neighbours.
   */
  Network window(int frames);

  /**
   * Network {@code loss}: window [N, T, 3, H, W], target [N, K, 3, H, W] for the K = T - past -
   * future inner pictures, and weight [N, K, 1, H, W] give the scalar loss.
   */
  Network loss(int frames, Loss kind);

  /** Names and shapes of all parameters in published order. */
  Map<String, Shape> parameterTable();

  /** Number of inputs that meet in one output of a layer, from its weight's name and shape. */
  double fanIn(String weight, Shape shape);

  /**
   * Standard deviation of a layer's outputs over that of its inputs in an untrained network; 0 for
   * the last layer of a residual one, so that it gives back its input.
   */
  double startingGain(String weight);
}
