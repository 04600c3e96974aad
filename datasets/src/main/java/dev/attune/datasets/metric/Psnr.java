package dev.attune.datasets.metric;

import dev.attune.video.frame.FloatImage;
import java.util.Set;

/**
 * Peak signal-to-noise ratio {@code 10 log10(dataRange^2 / (mse + mseEpsilon))} in decibels. The
 * squared error is averaged over some axes; where axes are left, the result is the mean of the
 * ratios along them. Thread-safe.
 *
 * @param values what is compared
 * @param dataRange greatest difference that two values can have
 * @param mseEpsilon added to the mean squared error
 * @param mseOver axes over which the squared error is averaged
 * @param capDb greatest result. Equal pictures have an infinite ratio; the cap keeps means over
 *     frames finite and comparable
 */
public record Psnr(
    Values values, double dataRange, double mseEpsilon, Set<Axis> mseOver, double capDb) {
  /** The cap of all named styles. */
  public static final double CAP_DB = 100;

  /** Checks the ranges. */
  public Psnr {
    mseOver = Set.copyOf(mseOver);
    if (!(dataRange > 0) || !(mseEpsilon >= 0) || mseOver.isEmpty() || Double.isNaN(capDb)) {
      throw new IllegalArgumentException(
          "data range "
              + dataRange
              + ", epsilon "
              + mseEpsilon
              + ", axes "
              + mseOver
              + ", cap "
              + capDb
              + ": a positive range, an epsilon of at least 0, an axis and a cap are"
              + " needed");
    }
  }

  /** Over the whole picture, of values that span {@code dataRange}, capped at 100 dB. */
  public static Psnr wholeImage(double dataRange) {
    return new Psnr(Values.STORED, dataRange, 0, Set.of(Axis.values()), CAP_DB);
  }

  /**
   * The ratio in decibels.
   *
   * @throws IllegalArgumentException when the pictures differ in shape
   */
  public double of(FloatImage prediction, FloatImage target) {
    Values.checkAlike(prediction, target);
    int channels = keep(Axis.CHANNEL, prediction.channels());
    int rows = keep(Axis.HEIGHT, prediction.height());
    int columns = keep(Axis.WIDTH, prediction.width());
    double[] squares = new double[channels * rows * columns];
    int at = 0;
    for (int c = 0; c < prediction.channels(); c++) {
      for (int y = 0; y < prediction.height(); y++) {
        int group = (Math.min(c, channels - 1) * rows + Math.min(y, rows - 1)) * columns;
        for (int x = 0; x < prediction.width(); x++, at++) {
          double d = values.of(prediction.data()[at]) - values.of(target.data()[at]);
          squares[group + Math.min(x, columns - 1)] += d * d;
        }
      }
    }
    double count = (double) prediction.data().length / squares.length;
    double sum = 0;
    for (double square : squares) {
      sum += decibels(square / count);
    }
    return sum / squares.length;
  }

  private int keep(Axis axis, int size) {
    return mseOver.contains(axis) ? 1 : size;
  }

  private double decibels(double mse) {
    return Math.min(capDb, 10 * Math.log10(dataRange * dataRange / (mse + mseEpsilon)));
  }
}
