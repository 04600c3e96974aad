package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Assignments of a batch that agree with the model and among neighbours in feature space (Boudiaf
 * et al., LAME, 2022), written from the paper's formulas: {@code Y <- softmax(ln(p + 1e-10) +
 * lambda W Y)} until the energy {@code sum(u Y - lambda (W Y) Y + Y ln Y)} settles. No weights
 * move.
 *
 * @param affinity W of a batch
 * @param lambda how much neighbours count
 */
public record Lame(Affinity affinity, double lambda) implements Output {
  private static final double PROBABILITY_FLOOR = 1e-10;
  private static final double LOG_FLOOR = 1e-20;
  private static final double SETTLED = 1e-8;
  private static final int MOST_STEPS = 100;

  @Override
  public Prediction.Kind kind() {
    return Prediction.Kind.PROBABILITIES;
  }

  @Override
  public double[][] predict(Pass pass) {
    double[][] w = affinity.of(pass.main().features());
    pass.note("features", flat(pass.main().features()));
    pass.note("probabilities", flat(pass.probabilities()));
    pass.note("affinity", flat(w));
    return assign(pass.probabilities(), w, lambda);
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * The assignments.
   *
   * @param probabilities of the model, [N, K]
   * @param w affinities, [N, N]
   * @return [N, K], rows sum up to 1
   */
  static double[][] assign(double[][] probabilities, double[][] w, double lambda) {
    double[][] unary = new double[probabilities.length][];
    double[][] y = new double[unary.length][];
    for (int i = 0; i < unary.length; i++) {
      unary[i] =
          Arrays.stream(probabilities[i]).map(p -> -Math.log(p + PROBABILITY_FLOOR)).toArray();
      y[i] = Distributions.softmax(Arrays.stream(unary[i]).map(u -> -u).toArray());
    }
    double previous = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      double[][] pull = multiply(w, y, lambda);
      double energy = 0;
      for (int i = 0; i < y.length; i++) {
        double[] z = new double[y[i].length];
        for (int k = 0; k < z.length; k++) {
          z[k] = -unary[i][k] + pull[i][k];
        }
        y[i] = Distributions.softmax(z);
        for (int k = 0; k < z.length; k++) {
          double log = Math.log(Math.max(y[i][k], LOG_FLOOR));
          energy += y[i][k] * (unary[i][k] - pull[i][k] + log);
        }
      }
      if (step > 1 && Math.abs(energy - previous) <= SETTLED * Math.abs(previous)) {
        break;
      }
      previous = energy;
    }
    return y;
  }

  private static double[][] multiply(double[][] w, double[][] y, double factor) {
    double[][] out = new double[y.length][y[0].length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y.length; j++) {
        double v = factor * w[i][j];
        if (v != 0) {
          for (int k = 0; k < out[i].length; k++) {
            out[i][k] += v * y[j][k];
          }
        }
      }
    }
    return out;
  }
}
