package dev.attune.pipelines.bench;

import dev.attune.datasets.metric.MetricStyle;
import dev.attune.datasets.metric.Quality;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The classic sharpening filter: adds {@code amount} times the difference to a Gaussian blur.
 *
 * @param sigmaPx standard deviation of the Gaussian, above 0
 * @param amount at least 0
 */
public record UnsharpMask(double sigmaPx, double amount) {
  private static final double[] SIGMAS_PX = {0.7, 1, 1.5, 2, 3};
  private static final double[] AMOUNTS = {0.25, 0.5, 1, 1.5, 2};

  /** Frames looked at when the best setting is sought. */
  private static final int SAMPLED = 12;

  /** The sharpened picture, limited to 0..1. */
  public FloatImage apply(FloatImage image) {
    int height = image.height();
    int width = image.width();
    double[] kernel = kernel();
    int r = kernel.length / 2;
    FloatImage out = new FloatImage(image.channels(), height, width);
    float[] across = new float[height * width];
    for (int c = 0; c < image.channels(); c++) {
      int plane = c * height * width;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int k = -r; k <= r; k++) {
            int at = Math.min(width - 1, Math.max(0, x + k));
            sum += kernel[k + r] * image.data()[plane + y * width + at];
          }
          across[y * width + x] = (float) sum;
        }
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int k = -r; k <= r; k++) {
            int at = Math.min(height - 1, Math.max(0, y + k));
            sum += kernel[k + r] * across[at * width + x];
          }
          float v = image.data()[plane + y * width + x];
          out.data()[plane + y * width + x] =
              (float) Math.min(1, Math.max(0, v + amount * (v - sum)));
        }
      }
    }
    return out;
  }

  private double[] kernel() {
    int r = (int) Math.ceil(3 * sigmaPx);
    double[] out = new double[2 * r + 1];
    double sum = 0;
    for (int k = -r; k <= r; k++) {
      out[k + r] = Math.exp(-k * k / (2 * sigmaPx * sigmaPx));
      sum += out[k + r];
    }
    for (int k = 0; k < out.length; k++) {
      out[k] /= sum;
    }
    return out;
  }

  /** Mean score over all frames of the setting that has the best PSNR on a sample of them. */
  static Quality best(TruthClip clip, MetricStyle style) {
    int stride = Math.max(1, clip.frames() / SAMPLED);
    UnsharpMask best = null;
    double bestPsnr = Double.NEGATIVE_INFINITY;
    for (double sigma : SIGMAS_PX) {
      for (double amount : AMOUNTS) {
        UnsharpMask mask = new UnsharpMask(sigma, amount);
        double sum = 0;
        for (int i = 0; i < clip.frames(); i += stride) {
          sum +=
              style.psnr(mask.apply(FloatImage.of(clip.blurred(i))), FloatImage.of(clip.sharp(i)));
        }
        if (sum > bestPsnr) {
          bestPsnr = sum;
          best = mask;
        }
      }
    }
    List<Quality> all = new ArrayList<>();
    for (int i = 0; i < clip.frames(); i++) {
      all.add(
          style.compare(best.apply(FloatImage.of(clip.blurred(i))), FloatImage.of(clip.sharp(i))));
    }
    return Quality.mean(all);
  }
}
