package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.weights.catalog.LoadedModel;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.run.AdaptMode;
import dev.attune.deblur.run.DeblurJob;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Redaction;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.Sources;
import dev.attune.video.io.TrackCopy;
import dev.attune.video.io.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns options into jobs; the model is loaded once for all inputs. */
final class DeblurJobs {
  /** The model that is taken where none is named. */
  static final String USUAL_WEIGHTS = "estrnn-light";

  /** Frames whose pictures are kept for a report. */
  private static final int SHOWN = 6;

  private final AdaptOptions adapt;
  private final RangeOptions range;
  private final EncodingOptions encoding;
  private final ComputeOptions compute;
  private final boolean withPictures;
  private LoadedModel model;
  private ComputeSettings computeSettings;

  DeblurJobs(
      AdaptOptions adapt,
      RangeOptions range,
      EncodingOptions encoding,
      ComputeOptions compute,
      boolean withPictures) {
    this.adapt = adapt;
    this.range = range;
    this.encoding = encoding;
    this.compute = compute;
    this.withPictures = withPictures;
  }

  /** Every setting by the name of its option, presets expanded. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    adapt.describe(settings);
    settings.put("weights", weightsName());
    range.describe(settings);
    encoding.describe(settings);
    compute.describe(settings);
    return settings;
  }

  /**
   * Loads the model and chooses the device.
   *
   * @throws CommandException when the weights are for no deblurring network
   */
  void load(ModelCatalog catalog) {
    model = catalog.load(weightsName());
    try {
      DeblurNetworks.of(model.weights());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.MODEL, model.label() + ": " + e.getMessage(), e);
    }
    computeSettings = compute.settings();
  }

  /** The job of one input; {@link #load} comes first. */
  DeblurJob job(OutputPlan plan) {
    ReadOptions reading = range.readOptions();
    WriteOptions writing =
        encoding
            .writeOptions()
            .withOverwrite(true) // asked for before anything was begun
            .withThreads(computeSettings.threads());
    if (Files.exists(Path.of(plan.input()))) {
      writing = writing.withInputs(List.of(Path.of(plan.input())));
    }
    if (!Files.isDirectory(Path.of(plan.input()))) {
      writing =
          writing.withTracks(TrackCopy.of(plan.input()).withRange(range.from(), range.until()));
    }
    WriteOptions how = writing;
    return new DeblurJob(
        Redaction.text(plan.input()),
        () -> Sources.open(plan.input(), reading),
        plan.output().toString(),
        info -> Sinks.open(plan.output(), info, how),
        model.label(),
        model.weights(),
        adapt.over == AdaptOptions.Over.OFF ? AdaptMode.OFF : AdaptMode.CLIP,
        adapt.pairSettings(),
        adapt.fineTuneSettings(),
        adapt.strength,
        computeSettings,
        withPictures ? SHOWN : 0,
        settings());
  }

  private String weightsName() {
    return adapt.weights == null ? USUAL_WEIGHTS : adapt.weights;
  }
}
