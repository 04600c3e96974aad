package dev.attune.deblur.adapt;

import dev.attune.deblur.network.Loss;

/**
 * How a network is fine-tuned on pseudo-pairs (DADeblur, section 3.4, made robust).
 *
 * @param steps optimisation steps at most, at least 0
 * @param batch pairs of a step, at least 1; their gradients are gathered one by one
 * @param crop side of the random crops in pixels, at least 16; smaller regions are used whole
 * @param learningRate first rate, falls along half a cosine to a thousandth
 * @param maxGradientNorm limit of the total gradient norm
 * @param heldOutShare share of the pairs that judge instead of training, in (0, 1)
 * @param checkEvery steps between looks at the held-out pairs
 * @param patience looks without gain after which training stops
 * @param loss what restored windows are judged by
 * @param seed of crops, flips and order
 */
public record FineTuneSettings(
    int steps,
    int batch,
    int crop,
    double learningRate,
    double maxGradientNorm,
    double heldOutShare,
    int checkEvery,
    int patience,
    Loss loss,
    long seed) {

  /**
   * The reference's crop and clip at a batch and a number of steps that a processor can afford, and
   * at a fifth of its rate: at more, a network that is trained well already gets worse.
   */
  public static final FineTuneSettings DEFAULT =
      new FineTuneSettings(160, 2, 128, 1e-4, 20, 0.25, 20, 5, Loss.CLAMPED_MSE, 2023);

  /** Checks the ranges. */
  public FineTuneSettings {
    require("steps", steps, 0, 1_000_000);
    require("batch", batch, 1, 1024);
    require("crop", crop, 16, 4096);
    require("check-every", checkEvery, 1, 1_000_000);
    require("patience", patience, 1, 1_000_000);
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learning rate " + learningRate + ": above 0 to 1 is allowed");
    }
    if (!(heldOutShare > 0 && heldOutShare < 1)) {
      throw new IllegalArgumentException(
          "held-out share " + heldOutShare + ": between 0 and 1 is allowed");
    }
    if (!(maxGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "gradient norm " + maxGradientNorm + ": above 0 is allowed");
    }
  }

  /** With another number of steps. */
  public FineTuneSettings withSteps(int value) {
    return new FineTuneSettings(
        value,
        batch,
        crop,
        learningRate,
        maxGradientNorm,
        heldOutShare,
        checkEvery,
        patience,
        loss,
        seed);
  }

  /** With another first rate. */
  public FineTuneSettings withLearningRate(double value) {
    return new FineTuneSettings(
        steps, batch, crop, value, maxGradientNorm, heldOutShare, checkEvery, patience, loss, seed);
  }

  /** With another seed. */
  public FineTuneSettings withSeed(long value) {
    return new FineTuneSettings(
        steps,
        batch,
        crop,
        learningRate,
        maxGradientNorm,
        heldOutShare,
        checkEvery,
        patience,
        loss,
        value);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + ": " + least + " to " + most + " is allowed");
    }
  }
}
