package dev.attune.deblur.run;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * Owns a whole run: looks at the video, makes pseudo-pairs, adapts the network as a guarded
 * transaction, restores every frame and tells what it did. One object runs once; interrupting its
 * thread ends it, and the output is then not published.
 */
public final class VideoDeblurrer {
  /** About a second: fewer frames hold too few different blurs to learn from. */
  private static final int LEAST_SCENE_FRAMES = 24;

  private static final int SHOWN_OF_A_SCENE = 2;

  private final DeblurJob job;
  private final RunListener listener;
  private final DeblurNetwork network;
  private final Stopwatch stopwatch = new Stopwatch();
  private final RunNotes notes = new RunNotes();
  private final EvidenceCollector evidence = new EvidenceCollector();
  private final Adapter adapter;

  /**
   * Prepares a run.
   *
   * @throws IllegalArgumentException when the weights are for no deblurring network
   */
  public VideoDeblurrer(DeblurJob job, RunListener listener) {
    this.job = job;
    this.listener = listener;
    this.network = DeblurNetworks.of(job.weights());
    this.adapter = new Adapter(job, network, listener, stopwatch, notes);
  }

  /** Numbers and pictures of a run. */
  public record Finished(RunResult result, Evidence evidence) {}

  /** What restoring came to. */
  private record Restored(long read, long written, String damage, FrameWatcher watcher) {}

  /** What was learned, and what was restored with it. */
  private record Done(Learned learned, Restored restored) {}

  /**
   * Runs.
   *
   * @throws MediaException when the input cannot be read at all or the output cannot be written
   * @throws CancellationException when the thread was interrupted
   */
  public Finished run() {
    Done done =
        switch (job.adapt()) {
          case OFF -> whole(Adapted.skipped("adaptation is off", job.weights(), Optional.empty()));
          case CLIP -> whole(adaptToClip());
          case SCENE -> sceneByScene();
        };
    Learned learned = done.learned();
    Restored restored = done.restored();
    RunResult result =
        new RunResult(
            job.inputName(),
            job.outputName(),
            new RunResult.Frames(restored.read(), restored.written()),
            learned.outcome(),
            learned.reason(),
            learned.pairs(),
            learned.steps(),
            stopwatch.seconds(),
            PeakMemory.mebibytes(),
            restored.watcher().sharpness(),
            learned.reblur(),
            learned.heldOut(),
            new RunResult.WeightsUsed(
                job.weightsName(),
                network.title(),
                job.weights().sha256(),
                learned.adaptedSha256()),
            learned.scenes(),
            job.settings(),
            restored.damage(),
            notes.notices());
    return new Finished(
        result,
        job.shown() == 0 ? Evidence.NONE : evidence.with(restored.watcher(), notes.losses()));
  }

  private Adapted adaptToClip() {
    Analysis analysis;
    try (FrameSource source = job.input().get()) {
      analysis = adapter.analyse(source, 0);
    }
    if (analysis.frames() == 0) {
      throw noFrames();
    }
    return adapter.adapt(analysis);
  }

  /** Restores the whole video with the same weights. */
  private Done whole(Adapted adapted) {
    evidence.add(adapted, 0, Integer.MAX_VALUE);
    OptionalLong frames = adapted.analysis().stream().mapToLong(Analysis::frames).findFirst();
    double noise =
        adapted.analysis().stream()
            .mapToDouble(Analysis::noiseEnergy)
            .findFirst()
            .orElse(Double.NaN);
    Restored restored =
        stopwatch.time(
            Stage.RESTORE,
            () -> {
              try (FrameSource source = job.input().get();
                  FrameSink sink = job.output().apply(source.info())) {
                FrameWatcher watcher = watcher(source, frames, noise);
                try (Restoration restoration = restoration(sink, watcher)) {
                  restoration.restore(source, adapted);
                  return finish(source, sink, restoration, watcher);
                }
              }
            });
    return new Done(Learned.of(adapted), restored);
  }

  /**
   * Adapts to each scene and restores it before the next one is looked at, so that what is kept
   * does not depend on the number of scenes: one reader runs a scene ahead of the other.
   */
  private Done sceneByScene() {
    List<RunResult.Scene> scenes = new ArrayList<>();
    try (FrameSource ahead = job.input().get();
        FrameSource source = job.input().get();
        FrameSink sink = job.output().apply(source.info())) {
      FrameWatcher watcher = watcher(source, OptionalLong.empty(), Double.NaN);
      try (Restoration restoration = restoration(sink, watcher)) {
        SceneReader reader = new SceneReader(ahead);
        long first = 0;
        while (reader.hasNext()) {
          Analysis analysis = adapter.analyse(reader.next(), first);
          Adapted adapted = adaptToScene(analysis);
          evidence.add(adapted, first, SHOWN_OF_A_SCENE);
          scenes.add(Learned.scene(first, analysis.frames(), adapted));
          // The last one takes what is left, should the second reading find more.
          FrameSource part =
              reader.hasNext() ? SceneReader.part(source, analysis.frames()) : source;
          stopwatch.time(
              Stage.RESTORE,
              () -> {
                restoration.restore(part, adapted);
                return null;
              });
          first += analysis.frames();
        }
        if (scenes.isEmpty()) {
          throw noFrames();
        }
        Restored restored =
            stopwatch.time(Stage.RESTORE, () -> finish(source, sink, restoration, watcher));
        return new Done(Learned.of(scenes), restored);
      }
    }
  }

  private Adapted adaptToScene(Analysis analysis) {
    return analysis.frames() < LEAST_SCENE_FRAMES
        ? Adapted.skipped(
            "a scene of fewer than " + LEAST_SCENE_FRAMES + " frames is too short to learn from",
            job.weights(),
            Optional.of(analysis))
        : adapter.adapt(analysis);
  }

  private FrameWatcher watcher(FrameSource source, OptionalLong frames, double noiseEnergy) {
    long expected = frames.orElse(source.info().estimatedFrames().orElse(-1));
    return new FrameWatcher(job.strength(), job.shown(), expected, noiseEnergy);
  }

  private Restoration restoration(FrameSink sink, FrameWatcher watcher) {
    return new Restoration(network, job.compute(), job.flowWidthPx(), sink, watcher, listener);
  }

  private Restored finish(
      FrameSource source, FrameSink sink, Restoration restoration, FrameWatcher watcher) {
    SourceReport report = source.report();
    long written = restoration.written();
    if (written == 0) {
      throw noFrames();
    }
    sink.finish();
    stopwatch.add("network", restoration.networkSeconds());
    report.notices().forEach(notes::notice);
    sink.notices().forEach(notes::notice);
    return new Restored(Math.max(written, report.frames()), written, Damage.of(report), watcher);
  }

  private MediaException noFrames() {
    return new MediaException(
        MediaException.Kind.BAD_INPUT,
        job.inputName() + " holds no frame that can be decoded; check that it is a video");
  }
}
