package dev.attune.deblur.network;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.tensor.Shape;
import java.util.Map;

/**
 * A network that restores frames. Pictures are [N, 3 + G, H, W]: colours in -0.5..0.5 (value / 255
 * - 0.5), then {@link #guideChannels()} planes G of what is known of their motion; H and W are
 * multiples of {@link #sizeMultiple()}.
 */
public sealed interface DeblurNetwork permits RecurrentDeblurNetwork, FrameDeblurNetwork {
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
   * How far around a pixel its result depends on the picture, in px; where that is everything, how
   * far it does noticeably.
   */
  int reachPx();

  /**
   * Memory that restoring a picture takes at its peak, for each pixel of it, in bytes; measured,
   * and rounded up.
   */
  int bytesPerPixel();

  /**
   * Planes that follow the colours of every picture: 0, or those of {@link
   * dev.attune.deblur.guide.PathSamples}.
   */
  int guideChannels();

  /** Whether pictures come with samples along their paths. */
  default boolean guided() {
    return guideChannels() > 0;
  }

  /**
   * Network {@code window}: [N, T, 3 + G, H, W] from a zero state gives [N, T - past - future, 3,
   * H, W], the pictures that have all neighbours.
   */
  Network window(int frames);

  /**
   * Network {@code loss}: window [N, T, 3 + G, H, W], target [N, K, 3, H, W] for the K = T - past -
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
