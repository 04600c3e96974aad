package dev.attune.datasets.blur;

import dev.attune.datasets.scene.SceneRandom;

/**
 * From the least to the greatest value that a setting is drawn from; one value where both are the
 * same.
 *
 * @param low least
 * @param high greatest, at least {@code low}
 */
public record Range(double low, double high) {
  /** Checks the order. */
  public Range {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "range " + low + " to " + high + ": the first must not be above the second");
    }
  }

  /** This value only. */
  public static Range of(double value) {
    return new Range(value, value);
  }

  /** A value between both, all equally likely. */
  double draw(SceneRandom random) {
    return random.between(low, high);
  }

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException when the range leaves {@code least} to {@code most}
   */
  void require(String name, double least, double most) {
    if (!(low >= least && high <= most)) {
      throw new IllegalArgumentException(
          name + " " + this + ": values from " + least + " to " + most + " are allowed");
    }
  }

  @Override
  public String toString() {
    return low == high ? String.valueOf(low) : low + ".." + high;
  }
}
