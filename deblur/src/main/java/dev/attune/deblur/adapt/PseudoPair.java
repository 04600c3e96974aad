package dev.attune.deblur.adapt;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.video.frame.FloatImage;
import java.util.List;

/**
 * A relatively sharp region of the video, and the window that the network sees when it should
 * restore it: the region blurred once more as this video is blurred, between the frames around it
 * as they are.
 *
 * @param window pictures in order of time, the one to restore in the middle
 * @param around the one to restore with a margin, and the motion that it is said to have
 * @param sharp what the network should give
 * @param confidence how far the region is to be trusted as a target, above 0; weighs the loss
 * @param frameIndex number of the frame in the video
 */
public record PseudoPair(
    List<PackedPicture> window,
    Surroundings around,
    PackedPicture sharp,
    double confidence,
    long frameIndex) {
  /** Checks that all pictures are of one size. */
  public PseudoPair {
    window = List.copyOf(window);
    for (PackedPicture p : window) {
      if (p.height() != sharp.height() || p.width() != sharp.width()) {
        throw new IllegalArgumentException(
            "a pair of pictures "
                + p.height()
                + "x"
                + p.width()
                + " and "
                + sharp.height()
                + "x"
                + sharp.width());
      }
    }
    if (!(confidence > 0)) {
      throw new IllegalArgumentException("confidence " + confidence + ": above 0 is allowed");
    }
  }

  /** The blurred region. */
  public PackedPicture blurred() {
    return window.get(window.size() / 2);
  }

  /** What a network looks at to restore the region, in 0..1. */
  public List<FloatImage> inputs(DeblurNetwork network) {
    return WindowInputs.of(network, window, around);
  }
}
