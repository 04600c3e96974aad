package dev.attune.datasets.blur;

import java.util.Arrays;
import java.util.Collection;

/**
 * How values are spread; quartiles are interpolated between the nearest values.
 *
 * @param min least
 * @param p25 a quarter lies below
 * @param median half lies below
 * @param p75 three quarters lie below
 * @param max greatest
 * @param mean of all
 */
public record Spread(double min, double p25, double median, double p75, double max, double mean) {

  /**
   * The spread of these values.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("the spread of no values does not exist");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(
        sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted[sorted.length - 1],
        Arrays.stream(sorted).average().getAsDouble());
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
