package dev.attune.deblur.run;

import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.adapt.Surroundings;
import dev.attune.deblur.adapt.WindowInputs;
import dev.attune.deblur.blur.Reblur;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.List;

/**
 * Judges a model without truth on windows of blurred frames: what it restores, blurred again along
 * the motion that was measured, should give the input back.
 *
 * @param reblur blurs and compares
 * @param exposureFraction of the video
 * @param windows around blurred frames
 */
record SelfConsistency(Reblur reblur, double exposureFraction, List<JudgeWindows.Window> windows) {

  /**
   * Mean over the windows of the squared difference in 8-bit levels squared; NaN where there is no
   * window.
   */
  double meanSquaredError(DeblurNetwork network, WindowModel model) {
    return windows.stream()
        .mapToDouble(w -> error(network, model, w))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private double error(DeblurNetwork network, WindowModel model, JudgeWindows.Window window) {
    BlurPath path = window.path().exposed(exposureFraction);
    PackedPicture middle = window.pictures().get(window.pictures().size() / 2);
    Surroundings around =
        new Surroundings(middle, Box.whole(middle.height(), middle.width()), ReducedPaths.of(path));
    FloatImage restored = model.restore(WindowInputs.of(network, window.pictures(), around));
    FloatImage input = middle.toImage();
    return reblur.meanSquaredError(input, restored, Box.whole(input.height(), input.width()), path);
  }
}
