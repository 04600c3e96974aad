package dev.attune.deblur.blur;

import dev.attune.deblur.condition.BlurPath;
import dev.attune.deblur.sharpness.Box;
import dev.attune.video.frame.FloatImage;
import java.util.random.RandomGenerator;

/**
 * Makes the blurred half of a pseudo-pair: blurs a sharp region, adds the video's noise anew and
 * rounds it to 8 bits. The noise is added in full, also where nothing is blurred: the target holds
 * the noise that the region had, and a network that sees only that noise would learn to keep it
 * and, with every bit of sharpening, to strengthen it (compare Noisier2Noise, Moran et al., CVPR
 * 2020). Thread-safe if the model is.
 *
 * @param model blurs
 * @param noiseSd standard deviation of the noise of the video's luma, 0..1
 */
public record PseudoBlur(BlurringModel model, double noiseSd) {
  /** Deviation of luma where red, green and blue have independent noise of deviation 1. */
  private static final double LUMA_OF_NOISE = 0.668;

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
    double perColour = noiseSd / LUMA_OF_NOISE;
    for (int i = 0; i < out.data().length; i++) {
      double added = perColour == 0 ? 0 : perColour * random.nextGaussian();
      float value = (float) Math.min(1, Math.max(0, out.data()[i] + added));
      out.data()[i] = (int) (value * 255 + 0.5f) / 255f;
    }
    return out;
  }
}
