package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.deblur.run.DeblurJob;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Redaction;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.Sources;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.TrackCopy;
import dev.attune.video.io.WriteOptions;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns options into jobs; the model is loaded once for all inputs. */
final class DeblurJobs {
  /** What goes through a pipe: read by most programs, and holds everything. */
  private static final String PIPE_CONTAINER = "matroska";

  /** Frames whose pictures are kept for a report. */
  private static final int SHOWN = 6;

  private final Options options;
  private final OutputStream pipe;
  private SourceModel model;
  private ComputeSettings computeSettings;

  /** Everything that the command line says of a job. */
  record Options(
      MethodOptions method,
      AdaptOptions adapt,
      RangeOptions range,
      EncodingOptions encoding,
      TrackOptions tracks,
      OverwriteOptions overwrite,
      ComputeOptions compute) {}

  /**
   * Jobs with these options.
   *
   * @param pipe where an output named {@code -} goes
   */
  DeblurJobs(Options options, OutputStream pipe) {
    this.options = options;
    this.pipe = pipe;
  }

  /** Every setting by the name of its option, presets expanded. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    options.method.describe(settings);
    options.adapt.describe(settings);
    options.range.describe(settings);
    options.encoding.describe(settings);
    options.tracks.describe(settings);
    options.compute.describe(settings);
    return settings;
  }

  /**
   * Loads the model and chooses the device.
   *
   * @throws CommandException when the weights are for no deblurring network
   */
  void load(ModelCatalog catalog) {
    model = SourceModel.load(catalog, options.method.weights());
    computeSettings = options.compute.settings();
  }

  /**
   * Opens input and output and closes them again: what cannot work is told before the long work,
   * not after it.
   *
   * @throws dev.attune.video.io.MediaException when one of them cannot be opened
   */
  void requirePossible(OutputPlan plan) {
    try (FrameSource source = Sources.open(plan.input(), reading())) {
      open(plan, source.info(), OutputStream.nullOutputStream()).close();
    }
  }

  /** The job of one input; {@link #load} comes first. */
  DeblurJob job(OutputPlan plan) {
    return new DeblurJob(
        Redaction.text(plan.input()),
        () -> Sources.open(plan.input(), reading()),
        plan.output().toString(),
        info -> open(plan, info, pipe),
        model.name(),
        model.weights(),
        options.adapt.mode(),
        options.method.pairSettings(),
        options.method.fineTuneSettings(),
        options.method.flowWidthPx(),
        options.adapt.strength,
        computeSettings,
        plan.report().isPresent() ? SHOWN : 0,
        settings());
  }

  private ReadOptions reading() {
    return options.range.readOptions();
  }

  private FrameSink open(OutputPlan plan, StreamInfo info, OutputStream stream) {
    return plan.isPipe()
        ? Sinks.open(stream, PIPE_CONTAINER, info, writing(plan))
        : Sinks.open(plan.output(), info, writing(plan));
  }

  private WriteOptions writing(OutputPlan plan) {
    // For a file that exists leave was asked before anything was begun; not for pictures.
    boolean asked = Files.isRegularFile(plan.output());
    WriteOptions writing =
        options
            .encoding
            .writeOptions()
            .withOverwrite(options.overwrite.choice.yes || asked)
            .withThreads(computeSettings.threads());
    if (Files.exists(Path.of(plan.input()))) {
      writing = writing.withInputs(List.of(Path.of(plan.input())));
    }
    return plan.isVideoToVideo()
        ? writing.withTracks(
            options.tracks.apply(
                TrackCopy.of(plan.input()).withRange(options.range.from(), options.range.until())))
        : writing;
  }
}
