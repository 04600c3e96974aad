package dev.attune.adaptation.online;

import java.util.Arrays;

/**
 * Logits plus {@code strength * (ln pi - ln pi0)}, pi the moving average of the mean prediction and
 * pi0 uniform: a head for streams whose classes are not equally frequent. Our own stand-in for the
 * label shift adapter (Park et al., LSA, 2023), which trains a small network on source data.
 */
public final class LogitAdjustment implements Output {
  private final double strength;
  private final double momentum;
  private final double floor;
  private double[] average;

  /**
   * A head without memory yet.
   *
   * @param strength 0 to 1
   * @param momentum of the average for every batch, 0 to 1
   * @param floor least frequency of a class as a share of 1 / K, above 0 to 1
   */
  public LogitAdjustment(double strength, double momentum, double floor) {
    if (!(strength >= 0 && strength <= 1)
        || !(momentum >= 0 && momentum <= 1)
        || !(floor > 0 && floor <= 1)) {
      throw new IllegalArgumentException(
          "strength "
              + strength
              + ", momentum "
              + momentum
              + ", floor "
              + floor
              + ": 0 to 1 is allowed, the floor above 0");
    }
    this.strength = strength;
    this.momentum = momentum;
    this.floor = floor;
  }

  @Override
  public Prediction.Kind kind() {
    return Prediction.Kind.LOGITS;
  }

  @Override
  public double[][] predict(Pass pass) {
    int classes = pass.logits()[0].length;
    if (average == null) {
      average = new double[classes];
      Arrays.fill(average, 1.0 / classes);
    }
    average = Distributions.blend(average, Distributions.mean(pass.probabilities()), momentum);
    double[][] out = new double[pass.size()][classes];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < classes; k++) {
        double ratio = Math.max(average[k] * classes, floor);
        out[i][k] = pass.logits()[i][k] + strength * Math.log(ratio);
      }
    }
    return out;
  }

  @Override
  public void reset() {
    average = null;
  }

  @Override
  public String toString() {
    return "LogitAdjustment[strength="
        + strength
        + ", momentum="
        + momentum
        + ", floor="
        + floor
        + "]";
  }
}
