package dev.attune.pipelines.cli;

import dev.attune.deblur.adapt.FineTuneSettings;
import dev.attune.deblur.run.PairSettings;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How the model is adapted and applied. */
final class AdaptOptions {
  /** Over what to adapt. */
  enum Over {
    /** Nothing. */
    OFF,
    /** The whole input. */
    CLIP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it. */
    static final class Converter extends Words<Over> {
      Converter() {
        super(Over.class);
      }
    }
  }

  @Option(
      names = "--preset",
      paramLabel = "fast|balanced|best",
      defaultValue = "balanced",
      converter = Preset.Converter.class,
      description =
          "Steps, pairs and learning rate together (${DEFAULT-VALUE}); --dry-run shows them.")
  Preset preset;

  @Option(
      names = "--adapt",
      paramLabel = "off|clip",
      defaultValue = "clip",
      converter = Over.Converter.class,
      description = "Adapt not at all, or to the whole input (${DEFAULT-VALUE}).")
  Over over;

  @Option(
      names = "--weights",
      paramLabel = "NAME|FILE",
      description = "Model to begin with: a name of 'attune models list', or a file.")
  String weights;

  @Option(
      names = "--strength",
      paramLabel = "0..1",
      defaultValue = "1",
      converter = Numbers.Share.class,
      description =
          "Share of the restoration that is applied (${DEFAULT-VALUE}); 0 keeps the input.")
  Double strength;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Numbers.Steps.class,
      description = "Optimisation steps at most; default: of the preset.")
  Long steps;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      converter = Numbers.Regions.class,
      description = "Sharp regions that pairs are made of at most; default: of the preset.")
  Long pairs;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      converter = Numbers.Rate.class,
      description = "First learning rate; default: of the preset.")
  Double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "2023",
      converter = Numbers.Any.class,
      description = "Of everything that is drawn by lot (${DEFAULT-VALUE}).")
  Long seed;

  @Option(names = "--strict", description = "Exit with code 7 when the adaptation was rolled back.")
  boolean strict;

  /** How pairs are made. */
  PairSettings pairSettings() {
    PairSettings usual = PairSettings.DEFAULT;
    int regions = pairs == null ? preset.pairs() : pairs.intValue();
    return new PairSettings(regions, usual.variants(), usual.sidePx(), seed);
  }

  /** How the network is tuned on them. */
  FineTuneSettings fineTuneSettings() {
    return FineTuneSettings.DEFAULT
        .withSteps(steps == null ? preset.steps() : steps.intValue())
        .withLearningRate(learningRate == null ? preset.learningRate() : learningRate)
        .withSeed(seed);
  }

  /** Adds every setting after the preset is expanded. */
  void describe(Map<String, String> settings) {
    settings.put("preset", preset.toString());
    settings.put("adapt", over.toString());
    settings.put("strength", Numbers.plain(strength));
    settings.put("steps", String.valueOf(fineTuneSettings().steps()));
    settings.put("pairs", String.valueOf(pairSettings().regions()));
    settings.put(
        "learning-rate", String.format(Locale.ROOT, "%.4g", fineTuneSettings().learningRate()));
    settings.put("seed", String.valueOf(seed));
    settings.put("strict", String.valueOf(strict));
  }
}
