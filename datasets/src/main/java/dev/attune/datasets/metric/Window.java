package dev.attune.datasets.metric;

/**
 * A symmetric window of weights that sum to 1; {@code weights[0]} is its middle. Immutable.
 *
 * @param weights one half, the middle included
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out
record Window(double[] weights) {
  /** Just the sample itself. */
  static final Window POINT = new Window(new double[] {1});

  /** A Gaussian that ends after {@code floor(truncate * sigma + 0.5)} samples. */
  static Window gaussian(double sigma, double truncate) {
    double[] weights = new double[(int) (truncate * sigma + 0.5) + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return new Window(weights);
  }

  int radius() {
    return weights.length - 1;
  }

  /** The sample that stands at {@code i} when the line is mirrored with its ends repeated. */
  static int mirrored(int i, int size) {
    int at = Math.floorMod(i, 2 * size);
    return at < size ? at : 2 * size - 1 - at;
  }

  /** Row i holds the weights of all samples in the windowed sample i. */
  double[][] matrix(int size) {
    double[][] out = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int k = -radius(); k <= radius(); k++) {
        out[i][mirrored(i + k, size)] += weights[Math.abs(k)];
      }
    }
    return out;
  }
}
