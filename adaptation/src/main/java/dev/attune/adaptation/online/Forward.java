package dev.attune.adaptation.online;

import dev.attune.adaptation.runtime.Tensor;

/**
 * What a classifier said of some pictures, on the host, and what a loss wants of it: derivatives by
 * logits and features, gathered until the engine goes back with them. Lives as long as its pass.
 */
public final class Forward {
  private final Pictures pictures;
  private final Tensor logitTensor;
  private final Tensor featureTensor;
  private final boolean recorded;
  private double[][] logits;
  private double[][] features;
  private double[][] logitSeeds;
  private double[][] featureSeeds;

  Forward(Pictures pictures, Tensor logits, Tensor features, boolean recorded) {
    this.pictures = pictures;
    this.logitTensor = logits;
    this.featureTensor = features;
    this.recorded = recorded;
  }

  /** What was looked at. */
  public Pictures pictures() {
    return pictures;
  }

  /** Logits [N, K]. */
  public double[][] logits() {
    if (logits == null) {
      logits = rows(logitTensor);
    }
    return logits;
  }

  /** Features [N, d]. */
  public double[][] features() {
    if (features == null) {
      features = rows(featureTensor);
    }
    return features;
  }

  /** Adds {@code factor * gradient} to the derivative of the loss by the logits of one sample. */
  public void seedLogits(int sample, double factor, double... gradient) {
    requireRecorded();
    if (logitSeeds == null) {
      logitSeeds = new double[logits().length][logits()[0].length];
    }
    add(logitSeeds[sample], factor, gradient);
  }

  /** Adds {@code factor * gradient} to the derivative of the loss by the features of one sample. */
  public void seedFeatures(int sample, double factor, double... gradient) {
    requireRecorded();
    if (featureSeeds == null) {
      featureSeeds = new double[features().length][features()[0].length];
    }
    add(featureSeeds[sample], factor, gradient);
  }

  private void requireRecorded() {
    if (!recorded) {
      throw new IllegalStateException("this forward was made without a way back");
    }
  }

  private static void add(double[] to, double factor, double... gradient) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * gradient[k];
    }
  }

  boolean hasSeeds() {
    return logitSeeds != null || featureSeeds != null;
  }

  /** Derivatives by the logits, null where there are none. */
  double[][] logitSeeds() {
    return logitSeeds;
  }

  /** Derivatives by the features, null where there are none. */
  double[][] featureSeeds() {
    return featureSeeds;
  }

  Tensor logitTensor() {
    return logitTensor;
  }

  Tensor featureTensor() {
    return featureTensor;
  }

  /** A tensor of two axes as rows. */
  static double[][] rows(Tensor tensor) {
    double[] flat = tensor.toHost().toDoubles();
    int n = tensor.shape().known(0);
    int width = tensor.shape().known(1);
    double[][] out = new double[n][width];
    for (int i = 0; i < n; i++) {
      System.arraycopy(flat, i * width, out[i], 0, width);
    }
    return out;
  }
}
