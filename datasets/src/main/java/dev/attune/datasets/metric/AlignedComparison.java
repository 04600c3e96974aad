package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;
import dev.attune.video.motion.HomographyAlignment;
import dev.attune.video.motion.HomographyAlignment.Aligned;
import java.util.Arrays;

/**
 * A prediction laid over its target as the RealBlur benchmark does (Rim, Lee, Won, Cho: "Real-World
 * Blur Dataset for Learning and Benchmarking Deblurring Algorithms", ECCV 2020): brightness scaled
 * by least squares, homography by ECC with 100 iterations and a Gaussian of 5.
 *
 * @param prediction as laid over, 0 outside
 * @param target 0 where the prediction does not reach
 * @param inside where it does
 */
record AlignedComparison(FloatImage prediction, FloatImage target, FloatImage inside) {
  private static final int ITERATIONS = 100;
  private static final int SMOOTHING_TAPS = 5;

  static AlignedComparison of(FloatImage prediction, FloatImage target) {
    Values.checkAlike(prediction, target);
    FloatImage truth = levels(target);
    FloatImage scaled = brightened(levels(prediction), truth);
    Aligned aligned =
        new HomographyAlignment(ITERATIONS, SMOOTHING_TAPS)
            .align(scaled, truth)
            .orElseGet(() -> new Aligned(scaled, everywhere(truth)));
    FloatImage inside = aligned.inside();
    return new AlignedComparison(masked(aligned.picture(), inside), masked(truth, inside), inside);
  }

  double psnr() {
    double squares = 0;
    for (int i = 0; i < target.data().length; i++) {
      double d = prediction.data()[i] - target.data()[i];
      squares += d * d;
    }
    double count = 0;
    for (float v : inside.data()) {
      count += v;
    }
    double mse = squares / (count * target.channels());
    return Math.min(Psnr.CAP_DB, -10 * Math.log10(mse));
  }

  double ssim() {
    return Ssim.gaussian11(1).of(prediction, target, inside);
  }

  private static FloatImage levels(FloatImage image) {
    FloatImage out = EightBit.UNIT_ROUNDED.of(image);
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] /= 255;
    }
    return out;
  }

  /** Scaled by the factor that brings it nearest to the target. */
  private static FloatImage brightened(FloatImage image, FloatImage target) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < image.data().length; i++) {
      product += (double) image.data()[i] * target.data()[i];
      square += (double) image.data()[i] * image.data()[i];
    }
    float factor = (float) (square > 0 ? product / square : 1);
    for (int i = 0; i < image.data().length; i++) {
      image.data()[i] *= factor;
    }
    return image;
  }

  private static FloatImage everywhere(FloatImage like) {
    FloatImage out = new FloatImage(1, like.height(), like.width());
    Arrays.fill(out.data(), 1);
    return out;
  }

  private static FloatImage masked(FloatImage image, FloatImage inside) {
    int n = inside.data().length;
    float[] out = image.data().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= inside.data()[i % n];
    }
    return new FloatImage(image.channels(), image.height(), image.width(), out);
  }
}
