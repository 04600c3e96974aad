package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.resume.RunIdentity;
import dev.attune.deblur.resume.RunStore;
import dev.attune.deblur.run.AdaptMode;
import dev.attune.deblur.run.DeblurJob;
import dev.attune.deblur.run.DeblurMethod;
import dev.attune.deblur.run.MemoryPlan;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.OutputSize;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Redaction;
import dev.attune.video.io.Sinks;
import dev.attune.video.io.SourceDigest;
import dev.attune.video.io.Sources;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.io.TrackCopy;
import dev.attune.video.io.WriteOptions;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns options into jobs; the model is loaded once for all inputs. */
final class DeblurJobs {
  /** What goes through a pipe: read by most programs, and holds everything. */
  private static final String PIPE_CONTAINER = "matroska";

  /** Frames whose pictures are kept for a report. */
  private static final int SHOWN = 6;

  /** Places at which frames are taken for a trial, less one, and how many at each. */
  private static final int SAMPLES = 4;

  private static final int SAMPLE_FRAMES = 8;

  private final Options options;
  private final OutputStream pipe;
  private DeblurMethod method;
  private ComputeSettings computeSettings;

  /** Everything that the command line says of a job. */
  record Options(
      MethodOptions method,
      AdaptOptions adapt,
      RangeOptions range,
      EncodingOptions encoding,
      TrackOptions tracks,
      OverwriteOptions overwrite,
      ComputeOptions compute,
      MemoryOptions memory) {}

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
    options.memory.describe(settings);
    return settings;
  }

  /**
   * Loads the model and chooses the device.
   *
   * @throws CommandException when the weights are for no deblurring network
   */
  void load(ModelCatalog catalog) {
    method = options.method.load(catalog);
    computeSettings = options.compute.settings();
  }

  /**
   * Opens input and output and closes them again: what cannot work is told before the long work,
   * not after it.
   *
   * @throws dev.attune.video.io.MediaException when one of them cannot be opened
   */
  void requirePossible(OutputPlan plan, Optional<RunStore> store) {
    try (FrameSource source = Sources.open(plan.input(), reading())) {
      memoryPlan(source.info());
      open(plan, store, source.info(), OutputStream.nullOutputStream()).close();
    }
  }

  /**
   * What an input is like; {@link #load} comes first.
   *
   * @throws MediaException when it cannot be read
   */
  StreamInfo info(OutputPlan plan) {
    try (FrameSource source = Sources.open(plan.input(), reading())) {
      return source.info();
    }
  }

  /** How frames of an input would be restored within the memory. */
  MemoryPlan memoryPlan(StreamInfo info) {
    return MemoryPlan.of(
        options.memory.bytes(), DeblurNetworks.of(method.weights()), info.width(), info.height());
  }

  /**
   * What an output would take, from some frames of its input here and there.
   *
   * @throws MediaException when they cannot be read, or the output cannot be
   */
  OutputSize outputSize(OutputPlan plan, StreamInfo info) {
    List<List<Frame>> frames = new ArrayList<>();
    info.duration()
        .ifPresent(
            length -> {
              for (int part = 1; part < SAMPLES; part++) {
                frames.add(frames(plan, length.toDuration().multipliedBy(part).dividedBy(SAMPLES)));
              }
            });
    frames.removeIf(List::isEmpty);
    if (frames.isEmpty()) {
      frames.add(frames(plan, Duration.ZERO));
    }
    return OutputSize.of(
        plan.output(),
        info,
        options.encoding.writeOptions().withThreads(computeSettings.threads()),
        frames);
  }

  private List<Frame> frames(OutputPlan plan, Duration after) {
    List<Frame> frames = new ArrayList<>();
    ReadOptions from = reading().withLookAhead(0);
    try (FrameSource source =
        Sources.open(plan.input(), from.withStart(from.start().plus(after)))) {
      while (frames.size() < SAMPLE_FRAMES) {
        Frame f = source.next();
        if (f == null) {
          break;
        }
        frames.add(f);
      }
    }
    return frames;
  }

  /** Whether an output is there already. */
  boolean isThere(Path output) {
    return Sinks.isThere(output, options.encoding.writeOptions());
  }

  /** Whether every scene is adapted to by itself. */
  boolean adaptsToScenes() {
    return options.adapt.mode() == AdaptMode.SCENE;
  }

  /** Whether an output grows in segments, which are joined at the end. */
  boolean growsInSegments(OutputPlan plan) {
    return !plan.isPipe() && Sinks.growsInSegments(plan.output(), options.encoding.writeOptions());
  }

  /**
   * Where the run of one input keeps what it needs to go on when it is interrupted; {@link #load}
   * comes first.
   *
   * @return empty where the output does not grow in segments or the input cannot be read again
   */
  Optional<RunStore> store(OutputPlan plan, RunStore.Decision decision) {
    if (!growsInSegments(plan)) {
      return Optional.empty();
    }
    return SourceDigest.of(plan.input())
        .map(input -> RunStore.open(plan.output(), identity(plan, input), decision));
  }

  private RunIdentity identity(OutputPlan plan, Map<String, String> input) {
    Map<String, String> settings = settings();
    // The model is known by its digest, and how strict to be has no effect on frames.
    settings.remove("weights");
    settings.remove("strict");
    settings.put("device", computeSettings.device().toString());
    settings.put("report", plan.report().isPresent() ? "wanted" : "not wanted");
    return new RunIdentity(BuildInfo.read().version(), input, settings, method.weights().sha256());
  }

  /** The job of one input; {@link #load} comes first. */
  DeblurJob job(OutputPlan plan, Optional<RunStore> store) {
    return new DeblurJob(
        Redaction.text(plan.input()),
        () -> Sources.open(plan.input(), reading()),
        plan.output().toString(),
        info -> open(plan, store, info, pipe),
        method,
        options.adapt.mode(),
        options.adapt.strength,
        computeSettings,
        options.memory.bytes(),
        plan.report().isPresent() ? SHOWN : 0,
        settings());
  }

  private ReadOptions reading() {
    return options.range.readOptions();
  }

  private FrameSink open(
      OutputPlan plan, Optional<RunStore> store, StreamInfo info, OutputStream stream) {
    if (store.isPresent()) {
      return Sinks.openInSegments(
          plan.output(), store.get().folder(), info, writing(plan), store.get().segments());
    }
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
