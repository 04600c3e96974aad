package dev.attune.datasets.scene;

/**
 * A smooth random function of mean square slope 1: a sum of waves of different lengths. Immutable.
 */
public final class Wander {
  private static final int WAVES = 5;

  private final double[] frequency = new double[WAVES];
  private final double[] amplitude = new double[WAVES];
  private final double[] phase = new double[WAVES];

  /** With wave lengths of 2 pi times {@code shortest} to {@code longest}. */
  public Wander(SceneRandom r, double shortest, double longest) {
    double slope = Math.sqrt(2.0 / WAVES);
    for (int k = 0; k < WAVES; k++) {
      double length = r.logBetween(shortest, longest);
      frequency[k] = 1 / length;
      amplitude[k] = slope * length;
      phase[k] = r.angle();
    }
  }

  /** The value at {@code s}. */
  public double at(double s) {
    double sum = 0;
    for (int k = 0; k < WAVES; k++) {
      sum += amplitude[k] * StrictMath.sin(frequency[k] * s + phase[k]);
    }
    return sum;
  }
}
