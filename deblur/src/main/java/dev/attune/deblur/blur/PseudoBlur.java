package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.random.RandomGenerator;

/**
 * Makes the blurred half of a pseudo-pair: blurs a sharp region, gives it back the noise that
 * averaging took away, and rounds it to 8 bits, so that it differs from this video's own blurred
 * frames in nothing that a network could hold on to. Thread-safe if the model is.
 *
 * @param model blurs
 * @param noiseSd standard deviation of the noise of the video's luma, 0..1
 */
public record PseudoBlur(BlurringModel model, double noiseSd) {
  /** Checks the range. */
  public PseudoBlur {
    if (!(noiseSd >= 0 && noiseSd < 1)) {
      throw new IllegalArgumentException(
          "noise of standard deviation " + noiseSd + ": at least 0 and below 1 is allowed");
    }
  }

  /**
   * The blurred region, values k/255.
   *
   * @param sharp values 0..1 in the stream's transfer
   * @param box the region
   * @param path of its pixels
   * @param random draws the noise
   */
  public FloatImage make(FloatImage sharp, Box box, BlurPath path, RandomGenerator random) {
    FloatImage out = model.blur(sharp, box, path);
    int n = out.height() * out.width();
    for (int i = 0; i < n; i++) {
      // the mean of a path of L pixels is a mean of about 1 + L independent noises
      double length = path.lengthPx(i);
      double lost = noiseSd == 0 ? 0 : noiseSd * Math.sqrt(length / (1 + length));
      float added = lost == 0 ? 0 : (float) (lost * random.nextGaussian());
      for (int c = 0; c < out.channels(); c++) {
        float value = Math.min(1, Math.max(0, out.data()[c * n + i] + added));
        out.data()[c * n + i] = (int) (value * 255 + 0.5f) / 255f;
      }
    }
    return out;
  }
}
