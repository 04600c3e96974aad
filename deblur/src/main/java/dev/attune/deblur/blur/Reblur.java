package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;

/**
 * Judges a restored frame without truth: blurred again as its input was blurred, it should give the
 * input back. Restoring too little blurs twice, restoring too much leaves edges that the input has
 * not. Thread-safe if the model is.
 *
 * @param model blurs
 */
public record Reblur(BlurringModel model) {
  /**
   * Mean squared difference between the input and the result blurred again, in 8-bit levels
   * squared; NaN if every path of the box leaves the picture.
   *
   * @param input the blurred frame, 0..1
   * @param restored the result of the same size
   * @param box the part to compare
   * @param path of the pixels of that part, measured on the input
   */
  public double meanSquaredError(FloatImage input, FloatImage restored, Box box, BlurPath path) {
    if (input.channels() != restored.channels()
        || input.height() != restored.height()
        || input.width() != restored.width()) {
      throw new IllegalArgumentException(
          "input of "
              + input.channels()
              + "x"
              + input.height()
              + "x"
              + input.width()
              + " and result of "
              + restored.channels()
              + "x"
              + restored.height()
              + "x"
              + restored.width()
              + " differ in size");
    }
    FloatImage again = model.blur(restored, box, path);
    int channels = input.channels();
    double sum = 0;
    long count = 0;
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        if (leaves(input, box.top() + y, box.left() + x, path, y * box.width() + x)) {
          continue;
        }
        count++;
        for (int c = 0; c < channels; c++) {
          double d = again.at(c, y, x) - input.at(c, box.top() + y, box.left() + x);
          sum += d * d;
        }
      }
    }
    return count == 0 ? Double.NaN : 255.0 * 255.0 * sum / (count * channels);
  }

  /** What lies beyond the border is unknown, so such paths judge nothing. */
  private static boolean leaves(FloatImage picture, int y, int x, BlurPath path, int i) {
    double reachX = Math.abs(path.linearX()[i]) / 2 + Math.abs(path.curveX()[i]) / 4;
    double reachY = Math.abs(path.linearY()[i]) / 2 + Math.abs(path.curveY()[i]) / 4;
    return x - reachX < 0
        || y - reachY < 0
        || x + reachX > picture.width() - 1
        || y + reachY > picture.height() - 1;
  }
}
