package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.ProcessMemory;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.resume.RunStore;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.SourceReport;
import dev.attune.video.io.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * Owns a whole run: looks at the video, makes pseudo-pairs, adapts the network as a guarded
 * transaction, restores every frame and tells what it did. One object runs once; interrupting its
 * thread ends it, and the output is then not published; with a store another run goes on later.
 */
public final class VideoDeblurrer {
  private static final long MIB = 1 << 20;

  private final DeblurJob job;
  private final RunListener listener;
  private final DeblurNetwork network;
  private final Stopwatch stopwatch = new Stopwatch();
  private final RunNotes notes = new RunNotes();
  private final EvidenceCollector evidence = new EvidenceCollector();
  private final Optional<RunStore> store;
  private final Learning learning;

  /**
   * Prepares a run.
   *
   * @throws IllegalArgumentException when the weights are for no deblurring network
   */
  public VideoDeblurrer(DeblurJob job, RunListener listener) {
    this(job, Optional.empty(), listener);
  }

  /**
   * Prepares a run that goes on where an interrupted one was.
   *
   * @param store of the run, whose folder the job's output, a {@link
   *     dev.attune.video.io.SegmentedSink}, grows in; empty for a run that keeps nothing. The
   *     caller removes it once the result is in safe hands, or closes it to keep what there is.
   * @throws IllegalArgumentException when the weights are for no deblurring network
   */
  public VideoDeblurrer(DeblurJob job, Optional<RunStore> store, RunListener listener) {
    this(job, store, listener, Pace.USUAL);
  }

  /** The same, writing down what is looked at and learned every so often. */
  VideoDeblurrer(
      DeblurJob job, Optional<RunStore> store, RunListener listener, Duration keepEvery) {
    this.job = job;
    this.store = store;
    this.listener = listener;
    this.network = DeblurNetworks.of(job.method().weights());
    this.learning =
        new Learning(
            job,
            store,
            new Adapter(job, network, listener, stopwatch, notes),
            stopwatch,
            notes,
            evidence,
            new Pace(keepEvery));
  }

  /**
   * Whether a file is what an interrupted run published before it could tell of it; the run that
   * goes on replaces it by the same.
   */
  public static boolean hasPublished(Path output) {
    return GrowingOutput.isPublished(output);
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
          case OFF ->
              whole(Adapted.skipped("adaptation is off", job.method().weights(), Optional.empty()));
          case CLIP -> whole(learning.clip().orElseThrow(this::noFrames));
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
            ProcessMemory.peakBytes().orElse(-MIB) / MIB,
            restored.watcher().sharpness(),
            learned.reblur(),
            learned.heldOut(),
            new RunResult.WeightsUsed(
                job.method().weightsName(),
                network.title(),
                job.method().weights().sha256(),
                learned.adaptedSha256()),
            learned.scenes(),
            job.settings(),
            restored.damage(),
            notes.notices());
    return new Finished(
        result,
        job.shown() == 0 ? Evidence.NONE : evidence.with(restored.watcher(), notes.losses()));
  }

  /** Restores the whole video with the same weights. */
  private Done whole(Adapted adapted) {
    OptionalLong frames = adapted.seen().stream().mapToLong(Adapted.Seen::frames).findFirst();
    double noise =
        adapted.seen().stream()
            .mapToDouble(Adapted.Seen::noiseEnergy)
            .findFirst()
            .orElse(Double.NaN);
    Restored restored =
        stopwatch.time(
            Stage.RESTORE,
            () -> {
              try (FrameSource source = job.input().get();
                  GrowingOutput output = output(source)) {
                FrameWatcher watcher = watcher(source, output, frames, noise);
                try (Restoration restoration =
                    restoration(plan(source.info(), output), output, watcher)) {
                  restoration.restore(source, 0, adapted);
                  return finish(source, output, restoration, watcher);
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
    learning.recallScenes();
    try (FrameSource ahead = job.input().get();
        FrameSource source = job.input().get();
        GrowingOutput output = output(source)) {
      FrameWatcher watcher = watcher(source, output, OptionalLong.empty(), Double.NaN);
      try (Restoration restoration = restoration(plan(source.info(), output), output, watcher)) {
        SceneReader reader = new SceneReader(ahead);
        long first = 0;
        for (int number = 0; reader.hasNext(); number++) {
          boolean known = learning.recalls(number);
          Adapted adapted = null;
          if (known) {
            SceneReader.skip(reader.next());
          } else {
            adapted = learning.scene(reader.next(), first, output.safe());
          }
          long frames = learning.scenes().get(number).frames();
          boolean last = !reader.hasNext();
          // The last one takes what is left, should the second reading find more.
          FrameSource part = last ? source : SceneReader.part(source, frames);
          if (known && !last && first + frames <= output.written()) {
            SceneReader.skip(part);
          } else {
            restore(restoration, part, first, known ? learning.recall(number) : adapted);
          }
          first += frames;
        }
        if (first == 0) {
          throw noFrames();
        }
        Restored restored =
            stopwatch.time(Stage.RESTORE, () -> finish(source, output, restoration, watcher));
        return new Done(Learned.of(learning.scenes()), restored);
      }
    }
  }

  private void restore(Restoration restoration, FrameSource part, long first, Adapted how) {
    stopwatch.time(
        Stage.RESTORE,
        () -> {
          restoration.restore(part, first, how);
          return null;
        });
  }

  /** The plan of the whole run: one that goes on keeps to the tiles it had. */
  private MemoryPlan plan(StreamInfo info, GrowingOutput output) {
    long bytes = output.memoryBytes().orElse(job.memoryBytes());
    return output.within(MemoryPlan.of(bytes, network, info.width(), info.height()));
  }

  private GrowingOutput output(FrameSource source) {
    FrameSink sink = job.output().apply(source.info());
    try {
      return new GrowingOutput(sink, store, source.info(), stopwatch);
    } catch (RuntimeException e) {
      sink.close();
      throw e;
    }
  }

  private FrameWatcher watcher(
      FrameSource source, GrowingOutput output, OptionalLong frames, double noiseEnergy) {
    long expected = frames.orElse(source.info().estimatedFrames().orElse(-1));
    FrameWatcher watcher = new FrameWatcher(job.strength(), job.shown(), expected, noiseEnergy);
    output.restore(watcher);
    return watcher;
  }

  private Restoration restoration(MemoryPlan plan, GrowingOutput output, FrameWatcher watcher) {
    return new Restoration(
        network, job.compute(), job.method().flowWidthPx(), plan, output, watcher, listener);
  }

  private Restored finish(
      FrameSource source, GrowingOutput output, Restoration restoration, FrameWatcher watcher) {
    SourceReport report = source.report();
    long written = output.written();
    if (written == 0) {
      throw noFrames();
    }
    List<String> told = output.finish(listener);
    stopwatch.add(Restoration.NETWORK, restoration.networkSeconds());
    report.notices().forEach(notes::notice);
    told.forEach(notes::notice);
    return new Restored(Math.max(written, report.frames()), written, Damage.of(report), watcher);
  }

  private MediaException noFrames() {
    return new MediaException(
        MediaException.Kind.BAD_INPUT,
        job.inputName() + " holds no frame that can be decoded; check that it is a video");
  }
}
