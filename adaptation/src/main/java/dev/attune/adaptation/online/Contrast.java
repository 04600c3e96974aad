package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Supervised contrastive loss of groups of vectors (Khosla et al., 2020): for each vector the mean
 * over the others of its group of {@code -ln(exp(s / t) / sum over all others exp(s / t))}, s the
 * cosine; the mean over all vectors.
 *
 * @param value of the loss
 * @param gradient by the vectors as they were given, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
record Contrast(double value, double[][] gradient) {
  /**
   * Loss and derivative.
   *
   * @param vectors of any length, not 0
   * @param groups vectors i and j belong together where {@code i % groups == j % groups}; each
   *     group must have at least two
   * @param temperature t, above 0
   */
  static Contrast of(double[][] vectors, int groups, double temperature) {
    int n = vectors.length;
    double[][] unit =
        Arrays.stream(vectors).map(Distributions::normalized).toArray(double[][]::new);
    int others = n / groups - 1;
    double[][] bySimilarity = new double[n][n];
    double value = 0;
    for (int i = 0; i < n; i++) {
      double[] s = new double[n];
      for (int j = 0; j < n; j++) {
        s[j] =
            j == i ? Double.NEGATIVE_INFINITY : Distributions.dot(unit[i], unit[j]) / temperature;
      }
      double[] log = Distributions.logSoftmax(s);
      for (int j = 0; j < n; j++) {
        if (j != i) {
          boolean positive = j % groups == i % groups;
          value -= positive ? log[j] / (others * n) : 0;
          bySimilarity[i][j] = (Math.exp(log[j]) - (positive ? 1.0 / others : 0)) / n;
        }
      }
    }
    double[][] gradient = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] byUnit = new double[vectors[i].length];
      for (int j = 0; j < n; j++) {
        double w = (bySimilarity[i][j] + bySimilarity[j][i]) / temperature;
        for (int k = 0; k < byUnit.length; k++) {
          byUnit[k] += w * unit[j][k];
        }
      }
      gradient[i] = throughLength(vectors[i], unit[i], byUnit);
    }
    return new Contrast(value, gradient);
  }

  private static double[] throughLength(double[] v, double[] unit, double[] byUnit) {
    double length = Math.sqrt(Distributions.dot(v, v));
    double along = Distributions.dot(unit, byUnit);
    double[] out = new double[v.length];
    Arrays.setAll(out, k -> (byUnit[k] - along * unit[k]) / length);
    return out;
  }
}
