package dev.attune.adaptation.online;

import java.util.Optional;

/**
 * A slowly moving average of the adapted model that gives targets (Tarvainen and Valpola, 2017);
 * only what the adapter moves is averaged.
 *
 * @param momentum {@code teacher = momentum * teacher + (1 - momentum) * student}, 0 to 1
 * @param views what the target is made of besides the plain prediction
 */
public record Teacher(double momentum, Optional<Views> views) {
  /**
   * The target is the mean of the teacher's logits over views, where the model from before is less
   * confident than {@code below} (Wang et al., CoTTA, 2022).
   *
   * @param count of views, at least 1
   * @param below mean greatest probability of the model from before
   * @param how views are made
   */
  public record Views(int count, double below, Augmentation how) {
    /** Checks the range. */
    public Views {
      if (count < 1) {
        throw new IllegalArgumentException(count + " views: at least 1 is allowed");
      }
    }
  }

  /** Checks the range. */
  public Teacher {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException("momentum " + momentum + ": 0 to 1 is allowed");
    }
  }

  /** A teacher whose target is its plain prediction. */
  public static Teacher plain(double momentum) {
    return new Teacher(momentum, Optional.empty());
  }
}
