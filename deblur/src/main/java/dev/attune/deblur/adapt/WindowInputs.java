package dev.attune.deblur.adapt;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.video.frame.FloatImage;
import java.util.List;

/** The pictures that a network looks at to restore the middle one of a window. */
public final class WindowInputs {
  private WindowInputs() {}

  /**
   * The past + 1 + future pictures around the middle, in 0..1, with their guide where the network
   * wants one.
   *
   * @param window at least as many around the middle as the network looks at
   * @param around the middle one with a margin and its motion over its exposure
   */
  public static List<FloatImage> of(
      DeblurNetwork network, List<PackedPicture> window, Surroundings around) {
    if (network.guided()) {
      return List.of(around.guided());
    }
    int middle = window.size() / 2;
    return window.subList(middle - network.past(), middle + network.future() + 1).stream()
        .map(PackedPicture::toImage)
        .toList();
  }
}
