package dev.attune.pipelines.bench.classic;

import dev.attune.video.frame.FloatImage;

/**
 * The classic sharpening filter: adds {@code amount} times the difference to a Gaussian blur.
 *
 * @param sigmaPx standard deviation of the Gaussian, above 0
 * @param amount at least 0
 */
public record UnsharpMask(double sigmaPx, double amount) {
  /** The sharpened picture, limited to 0..1. */
  public FloatImage apply(FloatImage image) {
    int plane = image.height() * image.width();
    Gaussian gaussian = new Gaussian(sigmaPx);
    FloatImage out = new FloatImage(image.channels(), image.height(), image.width());
    for (int c = 0; c < image.channels(); c++) {
      float[] soft = gaussian.filter(image.data(), c * plane, image.width(), image.height());
      for (int i = 0; i < plane; i++) {
        float v = image.data()[c * plane + i];
        out.data()[c * plane + i] = (float) Math.min(1, Math.max(0, v + amount * (v - soft[i])));
      }
    }
    return out;
  }
}
