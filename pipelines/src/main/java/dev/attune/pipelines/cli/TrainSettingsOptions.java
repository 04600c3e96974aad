package dev.attune.pipelines.cli;

import dev.attune.deblur.train.TrainSettings;
import picocli.CommandLine.Option;

/** How a network is trained. */
final class TrainSettingsOptions {
  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20000",
      converter = Numbers.Count.class,
      description = "Optimisation steps in all (${DEFAULT-VALUE}).")
  Long steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "2",
      converter = Numbers.Count.class,
      description = "Windows of a step (${DEFAULT-VALUE}).")
  Long batch;

  @Option(
      names = "--frames",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Frames of a window; default: 8 for ESTRNN, 1 for a path-kernel network.")
  Long frames;

  @Option(
      names = "--crop",
      paramLabel = "PIXELS",
      defaultValue = "96",
      converter = Numbers.Count.class,
      description = "Side of the pictures, a multiple of 4 (${DEFAULT-VALUE}).")
  Long crop;

  @Option(
      names = "--most-blur",
      paramLabel = "PIXELS",
      defaultValue = "25",
      description = "About the longest blur of the scenes, 1 to 64 pixels (${DEFAULT-VALUE}).")
  Double mostBlurPx;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      converter = Numbers.Rate.class,
      description = "First learning rate; it falls along half a cosine (${DEFAULT-VALUE}).")
  Double learningRate;

  @Option(
      names = "--validate-every",
      paramLabel = "STEPS",
      defaultValue = "250",
      converter = Numbers.Count.class,
      description = "Steps between validations (${DEFAULT-VALUE}).")
  Long validateEvery;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "39",
      converter = Numbers.Any.class,
      description = "Of scenes and first weights (${DEFAULT-VALUE}).")
  Long seed;

  /**
   * The settings.
   *
   * @param usualFrames of a window where nobody says how many
   * @throws IllegalArgumentException when one is out of range
   */
  TrainSettings settings(int usualFrames) {
    TrainSettings usual = TrainSettings.small(seed, steps);
    return new TrainSettings(
        seed,
        steps,
        Math.toIntExact(batch),
        frames == null ? usualFrames : Math.toIntExact(frames),
        Math.toIntExact(crop),
        mostBlurPx,
        learningRate,
        usual.lastLearningRate(),
        usual.maxGradientNorm(),
        usual.averageDecay(),
        validateEvery,
        usual.saveEvery(),
        usual.validationWindows());
  }
}
