package dev.attune.adaptation.training;

/** How parameters follow their gradients; the arithmetic is PyTorch's to the last digits. */
public sealed interface OptimizerRule {
  /**
   * Adam (Kingma and Ba, 2015, algorithm 1), weight decay as an L2 term of the gradient.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the corrected second moment
   * @param weightDecay at least 0
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimizerRule {
    /** Checks the ranges. */
    public Adam {
      requireBetas(beta1, beta2);
      requireDecay(weightDecay);
    }

    /** PyTorch's defaults: 0.9, 0.999, 1e-8, no decay. */
    public static Adam standard() {
      return new Adam(0.9, 0.999, 1e-8, 0);
    }
  }

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2).
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the corrected second moment
   * @param weightDecay at least 0; PyTorch's default is 0.01
   */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimizerRule {
    /** Checks the ranges. */
    public AdamW {
      requireBetas(beta1, beta2);
      requireDecay(weightDecay);
    }
  }

  /**
   * Stochastic gradient descent with momentum, dampening 0.
   *
   * @param momentum in [0, 1)
   * @param nesterov whether the look-ahead form is used; needs momentum
   * @param weightDecay at least 0
   */
  record Sgd(double momentum, boolean nesterov, double weightDecay) implements OptimizerRule {
    /** Checks the ranges. */
    public Sgd {
      if (!(momentum >= 0 && momentum < 1) || (nesterov && momentum == 0)) {
        throw new IllegalArgumentException(
            "momentum " + momentum + ": 0 to below 1 is allowed, above 0 with nesterov");
      }
      requireDecay(weightDecay);
    }
  }

  private static void requireBetas(double beta1, double beta2) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "betas " + beta1 + " and " + beta2 + ": 0 to below 1 is allowed");
    }
  }

  private static void requireDecay(double weightDecay) {
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException("weight decay " + weightDecay + ": at least 0 is allowed");
    }
  }
}
