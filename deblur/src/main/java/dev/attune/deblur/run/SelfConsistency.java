package dev.attune.deblur.run;

import dev.attune.deblur.adapt.BlurredWindow;
import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.adapt.Surroundings;
import dev.attune.deblur.adapt.WindowInputs;
import dev.attune.deblur.blur.BlurringModel;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges models without truth on windows of blurred frames: what they restore, blurred again along
 * the motion that was measured, should give the input back, where that motion is to be believed.
 *
 * @param network restores
 * @param blur blurs again
 * @param windows around blurred frames
 */
record SelfConsistency(DeblurNetwork network, BlurringModel blur, List<Judged> windows) {
  /** Windows of which less is believed tell nothing. */
  private static final double LEAST_BELIEVED = 0.05;

  /** A window, and the middle picture of it. */
  record Judged(List<PackedPicture> pictures, BlurredWindow middle) {}

  /**
   * A judge that believes what a first model explains.
   *
   * @param exposureFraction of the video
   */
  static SelfConsistency of(
      DeblurNetwork network,
      BlurringModel blur,
      WindowModel first,
      List<JudgeWindows.Window> windows,
      double exposureFraction) {
    List<Judged> out = new ArrayList<>();
    for (JudgeWindows.Window w : windows) {
      BlurPath path = w.path().exposed(exposureFraction);
      PackedPicture picture = w.pictures().get(w.pictures().size() / 2);
      FloatImage restored = first.restore(inputs(network, w.pictures(), picture, path));
      BlurredWindow middle = BlurredWindow.of(picture, path, restored, blur);
      if (middle.believed() >= LEAST_BELIEVED) {
        out.add(new Judged(w.pictures(), middle));
      }
    }
    return new SelfConsistency(network, blur, List.copyOf(out));
  }

  /**
   * Mean over the windows of the squared difference in 8-bit levels squared; NaN where there is no
   * window.
   */
  double meanSquaredError(WindowModel model) {
    return windows.stream()
        .mapToDouble(
            w ->
                255.0
                    * 255.0
                    * w.middle()
                        .error(
                            model.restore(
                                inputs(
                                    network,
                                    w.pictures(),
                                    w.middle().picture(),
                                    w.middle().path())),
                            blur))
        .average()
        .orElse(Double.NaN);
  }

  private static List<FloatImage> inputs(
      DeblurNetwork network, List<PackedPicture> window, PackedPicture middle, BlurPath path) {
    return WindowInputs.of(
        network,
        window,
        new Surroundings(
            middle, Box.whole(middle.height(), middle.width()), ReducedPaths.of(path)));
  }
}
