package dev.attune.adaptation.online;

/**
 * Gaussians of the features of every class, for squared Mahalanobis distances. Covariances are
 * shrunk towards a multiple of the identity. Immutable.
 */
public final class ClassGaussians {
  private final double[][] means;
  private final double[][][] precisions;
  private final double[][] common;

  private ClassGaussians(double[][] means, double[][][] precisions, double[][] common) {
    this.means = means;
    this.precisions = precisions;
    this.common = common;
  }

  /**
   * From features of the source domain.
   *
   * @param seen at least two pictures of every class
   * @param shrinkage share of the identity, above 0 to 1
   */
  public static ClassGaussians of(Prototypes seen, int classes, double shrinkage) {
    if (!(shrinkage > 0 && shrinkage <= 1)) {
      throw new IllegalArgumentException("shrinkage " + shrinkage + ": above 0 to 1 is allowed");
    }
    double[][] means = seen.means(classes);
    int d = means[0].length;
    double[][][] covariances = new double[classes][d][d];
    double[][] all = new double[d][d];
    int[] counts = new int[classes];
    for (int label : seen.labels()) {
      counts[label]++;
    }
    for (int i = 0; i < seen.labels().length; i++) {
      int c = seen.labels()[i];
      for (int a = 0; a < d; a++) {
        double da = seen.features()[i][a] - means[c][a];
        for (int b = 0; b < d; b++) {
          double product = da * (seen.features()[i][b] - means[c][b]);
          covariances[c][a][b] += product / counts[c];
          all[a][b] += product / seen.labels().length;
        }
      }
    }
    double[][][] precisions = new double[classes][][];
    for (int c = 0; c < classes; c++) {
      precisions[c] = inverse(shrunk(covariances[c], shrinkage));
    }
    return new ClassGaussians(means, precisions, inverse(shrunk(all, shrinkage)));
  }

  /** Number of classes. */
  public int classes() {
    return means.length;
  }

  /** Squared distance from a class by its own covariance, and its derivative by the features. */
  LogitLoss.Valued within(int c, double[] features) {
    return distance(means[c], precisions[c], features);
  }

  /** Squared distance from a class by the covariance common to all, and its derivative. */
  LogitLoss.Valued between(int c, double[] features) {
    return distance(means[c], common, features);
  }

  private static LogitLoss.Valued distance(double[] mean, double[][] precision, double[] f) {
    double[] difference = new double[f.length];
    for (int k = 0; k < f.length; k++) {
      difference[k] = f[k] - mean[k];
    }
    double[] gradient = new double[f.length];
    for (int k = 0; k < f.length; k++) {
      gradient[k] = 2 * Distributions.dot(precision[k], difference);
    }
    return new LogitLoss.Valued(Distributions.dot(gradient, difference) / 2, gradient);
  }

  private static double[][] shrunk(double[][] m, double share) {
    double trace = 0;
    for (int i = 0; i < m.length; i++) {
      trace += m[i][i] / m.length;
    }
    // A class without any spread still needs a scale.
    double diagonal = trace > 0 ? trace : 1;
    double[][] out = new double[m.length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        out[i][j] = (1 - share) * m[i][j] + (i == j ? share * diagonal : 0);
      }
    }
    return out;
  }

  /** Inverse of a positive definite matrix by Gauss and Jordan. */
  static double[][] inverse(double[][] m) {
    int n = m.length;
    double[][] a = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(m[i], 0, a[i], 0, n);
      a[i][n + i] = 1;
    }
    for (int column = 0; column < n; column++) {
      double pivot = a[column][column];
      for (int k = 0; k < 2 * n; k++) {
        a[column][k] /= pivot;
      }
      for (int row = 0; row < n; row++) {
        double factor = a[row][column];
        if (row != column && factor != 0) {
          for (int k = 0; k < 2 * n; k++) {
            a[row][k] -= factor * a[column][k];
          }
        }
      }
    }
    double[][] out = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], n, out[i], 0, n);
    }
    return out;
  }
}
