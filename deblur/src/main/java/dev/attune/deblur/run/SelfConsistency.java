package dev.attune.deblur.run;

import dev.attune.deblur.blur.Reblur;
import dev.attune.deblur.condition.BlurPath;
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
  double meanSquaredError(WindowModel model) {
    return windows.stream()
        .mapToDouble(w -> error(model, w))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private double error(WindowModel model, JudgeWindows.Window window) {
    FloatImage input = window.pictures().get(window.pictures().size() / 2).toImage();
    FloatImage restored = model.restore(window.pictures());
    BlurPath path = window.path().exposed(exposureFraction);
    return reblur.meanSquaredError(input, restored, Box.whole(input.height(), input.width()), path);
  }
}
