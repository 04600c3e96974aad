package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.blur.Reblur;
import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Judges a model without truth on windows of blurred frames: what it restores, blurred again along
 * the motion that was measured, should give the input back.
 */
final class SelfConsistency {
  private final DeblurNetwork network;
  private final Reblur reblur;
  private final double exposureFraction;
  private final List<JudgeWindows.Window> windows;

  SelfConsistency(
      DeblurNetwork network,
      Reblur reblur,
      double exposureFraction,
      List<JudgeWindows.Window> windows) {
    this.network = network;
    this.reblur = reblur;
    this.exposureFraction = exposureFraction;
    this.windows = windows;
  }

  /**
   * Mean over the windows of the squared difference in 8-bit levels squared; NaN where there is no
   * window.
   *
   * @param window a model's executable of {@link DeblurNetwork#window}
   */
  double meanSquaredError(Executable window) {
    return windows.stream()
        .mapToDouble(w -> error(window, w))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private double error(Executable executable, JudgeWindows.Window window) {
    FloatImage input = window.pictures().get(window.pictures().size() / 2).toImage();
    FloatImage restored = restore(executable, window.pictures());
    BlurPath path = window.path().exposed(exposureFraction);
    return reblur.meanSquaredError(input, restored, Box.whole(input.height(), input.width()), path);
  }

  private FloatImage restore(Executable executable, List<PackedPicture> pictures) {
    int height = pictures.get(0).height();
    int width = pictures.get(0).width();
    int frames = network.past() + 1 + network.future();
    ByteBuffer planes =
        ByteBuffer.allocateDirect(4 * frames * 3 * height * width).order(ByteOrder.nativeOrder());
    FloatBuffer floats = planes.asFloatBuffer();
    int middle = pictures.size() / 2;
    for (int k = -network.past(); k <= network.future(); k++) {
      for (float v : pictures.get(middle + k).toImage().data()) {
        floats.put(v - 0.5f);
      }
    }
    try (Scope scope = new Scope()) {
      Tensor x =
          executable.tensor(
              scope, ElementType.FLOAT32, Shape.of(1, frames, 3, height, width), planes);
      float[] out = executable.run(scope, List.of(x)).get(0).toFloats();
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.min(1f, Math.max(0f, out[i] + 0.5f));
      }
      return new FloatImage(3, height, width, out);
    }
  }
}
