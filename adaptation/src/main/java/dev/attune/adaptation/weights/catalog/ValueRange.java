package dev.attune.adaptation.weights.catalog;

/**
 * The numbers a network takes for pixels.
 *
 * @param low what black becomes
 * @param high what the brightest value becomes
 */
public record ValueRange(double low, double high) {
  /** Checks that the range is one. */
  public ValueRange {
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "a value range goes from a lower to a higher number, not from " + low + " to " + high);
    }
  }
}
