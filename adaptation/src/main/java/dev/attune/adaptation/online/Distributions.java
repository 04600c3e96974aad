package dev.attune.adaptation.online;

import java.util.Arrays;

/** Arithmetic on rows of logits and probabilities, in double precision. */
public final class Distributions {
  private Distributions() {}

  /** Probabilities of one row of logits. */
  public static double[] softmax(double[] logits) {
    double[] out = logSoftmax(logits);
    for (int k = 0; k < out.length; k++) {
      out[k] = Math.exp(out[k]);
    }
    return out;
  }

  /** Logarithms of {@link #softmax}, exact where that would vanish. */
  public static double[] logSoftmax(double[] logits) {
    double most = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (double z : logits) {
      sum += Math.exp(z - most);
    }
    double log = most + Math.log(sum);
    double[] out = new double[logits.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = logits[k] - log;
    }
    return out;
  }

  /** {@link #softmax} of every row. */
  public static double[][] softmax(double[][] logits) {
    return Arrays.stream(logits).map(Distributions::softmax).toArray(double[][]::new);
  }

  /** {@code -sum p ln p} of the softmax of one row of logits, in nats. */
  public static double entropy(double[] logits) {
    double[] log = logSoftmax(logits);
    double sum = 0;
    for (double l : log) {
      double p = Math.exp(l);
      sum -= p == 0 ? 0 : p * l;
    }
    return sum;
  }

  /** {@code -sum p ln p} of probabilities, in nats. */
  public static double entropyOf(double[] probabilities) {
    double sum = 0;
    for (double p : probabilities) {
      sum -= p == 0 ? 0 : p * Math.log(p);
    }
    return sum;
  }

  /** Index of the greatest; the first of equals. */
  public static int argmax(double[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      best = row[k] > row[best] ? k : best;
    }
    return best;
  }

  /** Scalar product. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** Cosine of the angle; 0 where a length is 0. */
  public static double cosine(double[] a, double[] b) {
    double lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
    return lengths == 0 ? 0 : dot(a, b) / lengths;
  }

  /** The row in length 1; as it is where its length is 0. */
  public static double[] normalized(double[] row) {
    double length = Math.sqrt(dot(row, row));
    double[] out = row.clone();
    if (length > 0) {
      for (int k = 0; k < out.length; k++) {
        out[k] /= length;
      }
    }
    return out;
  }

  /** Mean of some rows, of which there must be at least one. */
  public static double[] mean(double[]... rows) {
    double[] out = new double[rows[0].length];
    for (double[] row : rows) {
      for (int k = 0; k < out.length; k++) {
        out[k] += row[k] / rows.length;
      }
    }
    return out;
  }

  /** {@code momentum * old + (1 - momentum) * latest}. */
  public static double[] blend(double[] old, double[] latest, double momentum) {
    double[] out = new double[old.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = momentum * old[k] + (1 - momentum) * latest[k];
    }
    return out;
  }

  /** Values moved and stretched to 0..1; all 0 where they are equal. */
  public static double[] toUnitRange(double[] values) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    return Arrays.stream(values).map(v -> high > low ? (v - low) / (high - low) : 0).toArray();
  }

  /** Whether every number of every row is finite. */
  public static boolean isFinite(double[]... rows) {
    for (double[] row : rows) {
      for (double v : row) {
        if (!Double.isFinite(v)) {
          return false;
        }
      }
    }
    return true;
  }
}
