package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;
import java.util.Arrays;
import java.util.Set;

/**
 * Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004): the mean over pixels and channels
 * of {@code (2 m n + c1)(2 cov + c2) / ((m^2 + n^2 + c1)(var + var' + c2))} with means, variances
 * {@code E[x^2] - E[x]^2} and covariance under a Gaussian window; beyond a border the picture is
 * mirrored with its edge repeated. Thread-safe.
 *
 * @param values what is compared
 * @param gaussianAxes axes along which the window reaches; with {@link Axis#CHANNEL} it mixes the
 *     colours
 * @param sigma deviation of the window in samples
 * @param truncate the window ends after {@code floor(truncate * sigma + 0.5)} samples
 * @param c1 keeps the ratio of means finite, usually {@code (0.01 range)^2}
 * @param c2 keeps the ratio of variances finite, usually {@code (0.03 range)^2}
 * @param crop border of rows and columns left out of the mean
 */
public record Ssim(
    Values values,
    Set<Axis> gaussianAxes,
    double sigma,
    double truncate,
    double c1,
    double c2,
    int crop) {

  /** Checks the ranges. */
  public Ssim {
    gaussianAxes = Set.copyOf(gaussianAxes);
    if (!(sigma > 0) || !(truncate >= 0) || !(c1 >= 0) || !(c2 >= 0) || crop < 0) {
      throw new IllegalArgumentException(
          "sigma "
              + sigma
              + ", truncate "
              + truncate
              + ", c1 "
              + c1
              + ", c2 "
              + c2
              + ", crop "
              + crop
              + ": a positive sigma and no negative value are allowed");
    }
  }

  /**
   * A window of 11x11 with sigma 1.5 on each channel alone, for values that span {@code range}; the
   * outer five rows and columns are left out of the mean, as their windows leave the picture.
   */
  public static Ssim gaussian11(double range) {
    return new Ssim(
        Values.STORED,
        Set.of(Axis.HEIGHT, Axis.WIDTH),
        1.5,
        3.5,
        1e-4 * range * range,
        9e-4 * range * range,
        5);
  }

  /**
   * The similarity, at most 1; equal pictures have 1.
   *
   * @throws IllegalArgumentException when the pictures differ in shape or nothing is left of them
   *     by the crop
   */
  public double of(FloatImage prediction, FloatImage target) {
    FloatImage everywhere = new FloatImage(1, target.height(), target.width());
    Arrays.fill(everywhere.data(), 1);
    return of(prediction, target, everywhere);
  }

  /** The mean weighted by one channel of the same size. */
  double of(FloatImage prediction, FloatImage target, FloatImage inside) {
    Values.checkAlike(prediction, target);
    int height = prediction.height();
    int width = prediction.width();
    if (height <= 2 * crop || width <= 2 * crop) {
      throw new IllegalArgumentException(
          "picture of "
              + width
              + "x"
              + height
              + " is too small for SSIM with a border of "
              + crop
              + ": more than "
              + 2 * crop
              + " is needed on each side");
    }
    Window rows = window(Axis.HEIGHT);
    Window columns = window(Axis.WIDTH);
    double[][] mix = window(Axis.CHANNEL).matrix(prediction.channels());
    Moments moments = new Moments(values, prediction, target);
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < prediction.channels(); c++) {
      for (int y = crop; y < height - crop; y++) {
        moments.gather(mix[c], rows, y);
        moments.blur(columns);
        for (int x = crop; x < width - crop; x++) {
          double weight = inside.at(0, y, x);
          sum += weight * at(moments, x);
          weights += weight;
        }
      }
    }
    return sum / weights;
  }

  private Window window(Axis axis) {
    return gaussianAxes.contains(axis) ? Window.gaussian(sigma, truncate) : Window.POINT;
  }

  private double at(Moments moments, int x) {
    double a = moments.first()[x];
    double b = moments.second()[x];
    double variances = moments.squares()[x] - a * a - b * b;
    double covariance = moments.product()[x] - a * b;
    double m = a + moments.shift();
    double n = b + moments.shift();
    return (2 * m * n + c1) * (2 * covariance + c2) / ((m * m + n * n + c1) * (variances + c2));
  }
}
