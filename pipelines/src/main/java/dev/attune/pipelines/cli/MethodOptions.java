package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.deblur.adapt.FineTuneSettings;
import dev.attune.deblur.run.DeblurMethod;
import dev.attune.deblur.run.PairSettings;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** With which model is begun, and how it is adapted. */
final class MethodOptions {
  @Option(
      names = "--preset",
      paramLabel = "fast|balanced|best",
      defaultValue = "balanced",
      converter = Preset.Converter.class,
      description =
          "Model, steps, pairs, learning rate and width at which motion is measured together"
              + " (${DEFAULT-VALUE}).")
  Preset preset;

  @Option(
      names = "--weights",
      paramLabel = "NAME|FILE",
      description =
          "Model to begin with: a name of 'attune models list', or a file; default: of the preset.")
  String weights;

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

  /**
   * Loads the model.
   *
   * @throws CommandException when the weights are for no deblurring network
   * @throws dev.attune.adaptation.weights.WeightsException when there is no such model, or it is
   *     damaged
   */
  DeblurMethod load(ModelCatalog catalog) {
    SourceModel model = SourceModel.load(catalog, weights());
    return new DeblurMethod(
        model.name(), model.weights(), pairSettings(), fineTuneSettings(), preset.flowWidthPx());
  }

  private String weights() {
    return weights == null ? preset.weights() : weights;
  }

  private PairSettings pairSettings() {
    PairSettings usual = PairSettings.DEFAULT;
    int regions = pairs == null ? preset.pairs() : pairs.intValue();
    return new PairSettings(regions, usual.variants(), usual.sidePx(), seed);
  }

  private FineTuneSettings fineTuneSettings() {
    return FineTuneSettings.DEFAULT
        .withSteps(steps == null ? preset.steps() : steps.intValue())
        .withLearningRate(learningRate == null ? preset.learningRate() : learningRate)
        .withSeed(seed);
  }

  /** Adds every setting after the preset is expanded. */
  void describe(Map<String, String> settings) {
    settings.put("preset", preset.toString());
    settings.put("weights", weights());
    settings.put("steps", String.valueOf(fineTuneSettings().steps()));
    settings.put("pairs", String.valueOf(pairSettings().regions()));
    settings.put(
        "learning-rate", String.format(Locale.ROOT, "%.4g", fineTuneSettings().learningRate()));
    settings.put("flow-width", String.valueOf(preset.flowWidthPx()));
    settings.put("seed", String.valueOf(seed));
  }
}
