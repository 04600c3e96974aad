package dev.attune.deblur.train;

/**
 * How a network is trained; the defaults follow ESTRNN's own training at the size of one processor.
 *
 * @param seed of scenes and first weights
 * @param steps in all, at least 1
 * @param batch windows of a step, at least 1
 * @param frames of a window; more than past + future of the network
 * @param crop side of the pictures in pixels, a multiple of 4
 * @param mostBlurPx about the longest blur of the scenes in pixels, 1 to 64
 * @param learningRate first rate; falls along half a cosine
 * @param lastLearningRate rate at the end
 * @param maxGradientNorm limit of the total gradient norm
 * @param averageDecay decay of the moving average of weights per step, in [0, 1)
 * @param validateEvery steps between validations, at least 1
 * @param saveEvery steps between saved states, at least 1
 * @param validationWindows windows of the fixed validation set, at least 1
 */
public record TrainSettings(
    long seed,
    long steps,
    int batch,
    int frames,
    int crop,
    double mostBlurPx,
    double learningRate,
    double lastLearningRate,
    double maxGradientNorm,
    double averageDecay,
    long validateEvery,
    long saveEvery,
    int validationWindows) {

  /** Checks the ranges. */
  public TrainSettings {
    require("steps", steps, 1, Long.MAX_VALUE);
    require("batch", batch, 1, 1024);
    require("frames", frames, 1, 64);
    require("crop", crop, 16, 4096);
    require("validate-every", validateEvery, 1, Long.MAX_VALUE);
    require("save-every", saveEvery, 1, Long.MAX_VALUE);
    require("validation windows", validationWindows, 1, 4096);
    if (!(mostBlurPx >= 1 && mostBlurPx <= 64)) {
      throw new IllegalArgumentException("most blur " + mostBlurPx + " px: 1 to 64 is allowed");
    }
    if (crop % 4 != 0) {
      throw new IllegalArgumentException("crop " + crop + ": a multiple of 4 is needed");
    }
    if (!(learningRate > 0) || !(lastLearningRate >= 0) || !(maxGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "learning rates "
              + learningRate
              + " and "
              + lastLearningRate
              + " and gradient norm "
              + maxGradientNorm
              + " must be positive");
    }
    if (!(averageDecay >= 0 && averageDecay < 1)) {
      throw new IllegalArgumentException(
          "average decay " + averageDecay + ": 0 to below 1 is allowed");
    }
  }

  /** For small networks on one or two cores. */
  public static TrainSettings small(long seed, long steps) {
    return new TrainSettings(seed, steps, 2, 8, 96, 25, 1e-3, 1e-6, 20, 0.998, 250, 50, 12);
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + ": " + least + " to " + most + " is allowed");
    }
  }
}
