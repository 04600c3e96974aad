package dev.attune.adaptation.online;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How alike the samples of a batch are, from features that are first put to length 1.
 *
 * @param kind the rule
 * @param neighbours k of the rule, at least 1; a batch that is smaller uses what it has
 * @param symmetric whether W is replaced by {@code (W + W^T) / 2}
 */
public record Affinity(Kind kind, int neighbours, boolean symmetric) {
  /** Rules. */
  public enum Kind {
    /** 1 for the k nearest others, 0 elsewhere, directed. */
    NEAREST,
    /**
     * {@code exp(-d^2 / (2 sigma^2))}, the diagonal kept; sigma is the mean over the samples of the
     * distance to the k-th nearest, the sample itself counted.
     */
    GAUSSIAN,
    /** The cosine. */
    LINEAR
  }

  /** Checks the range. */
  public Affinity {
    if (neighbours < 1) {
      throw new IllegalArgumentException(neighbours + " neighbours: at least 1 is allowed");
    }
  }

  /** W, [N, N], of features [N, d]. */
  double[][] of(double[][] features) {
    double[][] f = Arrays.stream(features).map(Distributions::normalized).toArray(double[][]::new);
    int n = f.length;
    double[][] w = new double[n][n];
    if (kind == Kind.LINEAR) {
      fill(w, (i, j) -> Distributions.dot(f[i], f[j]));
    } else {
      double[][] d = new double[n][n];
      fill(d, (i, j) -> distance(f[i], f[j]));
      if (kind == Kind.NEAREST) {
        nearest(d, w);
      } else {
        gaussian(d, w);
      }
    }
    if (!symmetric) {
      return w;
    }
    double[][] out = new double[n][n];
    fill(out, (i, j) -> (w[i][j] + w[j][i]) / 2);
    return out;
  }

  /** An entry of a matrix. */
  private interface Entry {
    double at(int i, int j);
  }

  private static void fill(double[][] m, Entry entry) {
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        m[i][j] = entry.at(i, j);
      }
    }
  }

  private void nearest(double[][] d, double[][] w) {
    for (int i = 0; i < d.length; i++) {
      int self = i;
      IntStream.range(0, d.length)
          .filter(j -> j != self)
          .boxed()
          .sorted(Comparator.comparingDouble(j -> d[self][j]))
          .limit(neighbours)
          .forEach(j -> w[self][j] = 1);
    }
  }

  private void gaussian(double[][] d, double[][] w) {
    double sigma = 0;
    for (double[] row : d) {
      double[] sorted = row.clone();
      Arrays.sort(sorted);
      sigma += sorted[Math.min(neighbours, sorted.length) - 1] / d.length;
    }
    double width = 2 * sigma * sigma;
    // Samples that all lie on one spot are alike without a scale to measure it by.
    fill(w, (i, j) -> width == 0 ? (d[i][j] == 0 ? 1 : 0) : Math.exp(-d[i][j] * d[i][j] / width));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }
}
