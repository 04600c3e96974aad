package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.training.Adaptation;
import dev.attune.adaptation.training.Outcome;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.adapt.FineTuner;
import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.adapt.PairMaker;
import dev.attune.deblur.adapt.PseudoPair;
import dev.attune.deblur.adapt.RegionCut;
import dev.attune.deblur.adapt.Surroundings;
import dev.attune.deblur.adapt.WindowInputs;
import dev.attune.deblur.blur.BlurSampler;
import dev.attune.deblur.blur.LineIntegralBlur;
import dev.attune.deblur.blur.PseudoBlur;
import dev.attune.deblur.blur.Reblur;
import dev.attune.deblur.blur.SamplerSettings;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import dev.attune.deblur.network.LoadedNetwork;
import dev.attune.deblur.sharpness.RegionCollector.Kept;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.SourceReport;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.OpticalFlow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

/**
 * Owns a whole run: looks at the video, makes pseudo-pairs, adapts the network as a guarded
 * transaction, restores every frame and tells what it did. One object runs once; interrupting its
 * thread ends it, and the output is then not published.
 */
public final class VideoDeblurrer {
  /** A consistency error that grows by more than this share is a reason to roll back. */
  private static final double WORSE = 0.02;

  private static final int SHOWN_PAIRS = 8;

  private final DeblurJob job;
  private final RunListener listener;
  private final DeblurNetwork network;
  private final LineIntegralBlur blur = new LineIntegralBlur(TransferCurve.GAMMA_22);
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final List<String> notices = new ArrayList<>();
  private final List<Evidence.LossPoint> losses = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @throws IllegalArgumentException when the weights are for no deblurring network
   */
  public VideoDeblurrer(DeblurJob job, RunListener listener) {
    this.job = job;
    this.listener = listener;
    this.network = DeblurNetworks.of(job.weights());
  }

  /** Numbers and pictures of a run. */
  public record Finished(RunResult result, Evidence evidence) {}

  /** What adaptation came to; the analysis is null where there was none. */
  private record Adapted(
      Outcome outcome,
      Weights weights,
      int steps,
      FineTuner.Split pairs,
      Analysis analysis,
      RunResult.Change heldOut,
      RunResult.Change reblur) {}

  /**
   * Runs.
   *
   * @throws MediaException when the input cannot be read at all or the output cannot be written
   * @throws CancellationException when the thread was interrupted
   */
  public Finished run() {
    long start = System.nanoTime();
    Adapted adapted = job.adapt() == AdaptMode.OFF ? notAdapted() : adapt();
    Restored restored = restore(adapted);
    seconds.put("total", (System.nanoTime() - start) / 1e9);
    RunResult result =
        new RunResult(
            job.inputName(),
            job.outputName(),
            new RunResult.Frames(restored.read(), restored.written()),
            adapted.outcome().label(),
            adapted.outcome().why(),
            new RunResult.Pairs(
                adapted.pairs().training().size(), adapted.pairs().heldOut().size()),
            adapted.steps(),
            Map.copyOf(seconds),
            PeakMemory.mebibytes(),
            restored.watcher().sharpness(),
            adapted.reblur(),
            adapted.heldOut(),
            new RunResult.WeightsUsed(
                job.weightsName(),
                network.title(),
                job.weights().sha256(),
                adapted.weights().sha256()),
            job.settings(),
            restored.damage(),
            List.copyOf(notices));
    return new Finished(result, evidence(adapted, restored.watcher()));
  }

  private Adapted notAdapted() {
    return new Adapted(
        new Outcome.Skipped("adaptation is off"),
        job.weights(),
        0,
        new FineTuner.Split(List.of(), List.of()),
        null,
        new RunResult.Change(Double.NaN, Double.NaN),
        new RunResult.Change(Double.NaN, Double.NaN));
  }

  private Adapted adapt() {
    Analysis analysis = timed(Stage.ANALYSE, this::analyse);
    if (analysis.frames() == 0) {
      throw new MediaException(
          MediaException.Kind.BAD_INPUT,
          job.inputName() + " holds no frame that can be decoded; check that it is a video");
    }
    FineTuner tuner = new FineTuner(network, job.fineTune());
    FineTuner.Split pairs = timed(Stage.PAIR, () -> tuner.split(pairs(analysis)));
    return timed(Stage.ADAPT, () -> fineTune(tuner, pairs, analysis));
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  private Analysis analyse() {
    try (FrameSource source = job.input().get();
        OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM)) {
      // At least one: the motion of a frame is known when the next one is.
      int radius = Math.max(1, Math.max(network.past(), network.future()));
      return new Analyst(
              flow, job.pairs().regions(), radius, job.pairs().sidePx(), TransferCurve.GAMMA_22)
          .analyse(source, listener);
    }
  }

  private List<PseudoPair> pairs(Analysis analysis) {
    if (!analysis.exposure().measured()) {
      notices.add(
          String.format(
              Locale.ROOT,
              "the exposure could not be measured on this video; %.2f of the frame interval is assumed",
              analysis.exposure().fraction()));
    }
    BlurSampler sampler =
        new BlurSampler(analysis.motion(), analysis.exposure().fraction(), SamplerSettings.DEFAULT);
    int[] done = {0};
    try (WindowModel source = new WindowModel(network, job.weights(), job.compute())) {
      return new PairMaker(
              sampler,
              new PseudoBlur(blur, analysis.noiseSd()),
              // Not the region as it is: its noise would be learned, and what the model can do with
              // sharp pictures be lost.
              region -> {
                requireNotInterrupted();
                listener.progress(Stage.PAIR, ++done[0], analysis.regions().size());
                Surroundings around =
                    new Surroundings(
                        region.around().picture(),
                        region.around().inner(),
                        region.around().motion().exposed(analysis.exposure().fraction()));
                return PackedPicture.of(
                    source.restore(WindowInputs.of(network, region.window(), around)));
              },
              job.pairs().variants(),
              job.pairs().seed())
          .pairs(analysis.regions());
    }
  }

  private Adapted fineTune(FineTuner tuner, FineTuner.Split pairs, Analysis analysis) {
    try (TorchEngine engine = TorchEngine.open(job.compute())) {
      int most = job.fineTune().steps();
      Adaptation.Ended ended =
          tuner.adapt(
              engine,
              job.weights(),
              pairs,
              (step, loss, heldOut) -> {
                losses.add(new Evidence.LossPoint(step, loss, heldOut));
                listener.progress(Stage.ADAPT, step, most);
                requireNotInterrupted();
              });
      requireNotInterrupted();
      RunResult.Change reblur = consistency(analysis, ended.weights());
      RunResult.Change heldOut = new RunResult.Change(ended.before(), ended.after());
      if (ended.outcome() instanceof Outcome.Improved
          && reblur.after() > reblur.before() * (1 + WORSE)) {
        Outcome undone =
            new Outcome.RolledBack(
                String.format(
                    Locale.ROOT,
                    "results blurred again fit the input less well than before (%.2f, was %.2f)",
                    reblur.after(),
                    reblur.before()));
        return new Adapted(undone, job.weights(), ended.steps(), pairs, analysis, heldOut, reblur);
      }
      return new Adapted(
          ended.outcome(), ended.weights(), ended.steps(), pairs, analysis, heldOut, reblur);
    }
  }

  private RunResult.Change consistency(Analysis analysis, Weights adapted) {
    SelfConsistency judge =
        new SelfConsistency(new Reblur(blur), analysis.exposure().fraction(), analysis.judges());
    double before = judged(judge, job.weights());
    return new RunResult.Change(before, adapted == job.weights() ? before : judged(judge, adapted));
  }

  private double judged(SelfConsistency judge, Weights weights) {
    try (WindowModel model = new WindowModel(network, weights, job.compute())) {
      return judge.meanSquaredError(network, model);
    }
  }

  /** What restoring came to. */
  private record Restored(long read, long written, String damage, FrameWatcher watcher) {}

  private Restored restore(Adapted adapted) {
    return timed(
        Stage.RESTORE,
        () -> {
          try (FrameSource source = job.input().get();
              OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM);
              LoadedNetwork loaded = LoadedNetwork.load(network, adapted.weights(), job.compute());
              FrameSink sink = job.output().apply(source.info())) {
            long expected =
                adapted.analysis() == null
                    ? source.info().estimatedFrames().orElse(-1)
                    : adapted.analysis().frames();
            FrameWatcher watcher =
                new FrameWatcher(
                    job.strength(),
                    job.shown(),
                    expected,
                    adapted.analysis() == null ? Double.NaN : adapted.analysis().noiseEnergy());
            Restorer restorer =
                new Restorer(
                    loaded,
                    new GuideMaker(
                        flow,
                        adapted.analysis() == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(adapted.analysis().exposure().fraction())),
                    watcher);
            long written = restorer.run(source, sink, listener);
            SourceReport report = source.report();
            if (written == 0) {
              throw new MediaException(
                  MediaException.Kind.BAD_INPUT,
                  job.inputName()
                      + " holds no frame that can be decoded; check that it is a video");
            }
            sink.finish();
            seconds.put("network", restorer.networkSeconds());
            notices.addAll(report.notices());
            return new Restored(
                Math.max(written, report.frames()), written, damage(report), watcher);
          }
        });
  }

  /** What is wrong with the input, or an empty text. */
  private static String damage(SourceReport report) {
    if (report.clean()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    if (report.truncated()) {
      out.append("the input ends before its own end");
    }
    if (report.damagedPackets() + report.damagedFrames() > 0) {
      out.append(out.length() == 0 ? "" : "; ")
          .append(report.damagedPackets())
          .append(" packets could not be decoded and ")
          .append(report.damagedFrames())
          .append(" frames were damaged");
    }
    report
        .lastGoodTime()
        .ifPresent(
            t ->
                out.append(
                    String.format(Locale.ROOT, "; the last good frame is at %.3f s", t.seconds())));
    return out.toString();
  }

  private Evidence evidence(Adapted adapted, FrameWatcher watcher) {
    if (job.shown() == 0) {
      return Evidence.NONE;
    }
    List<Evidence.Region> regions = new ArrayList<>();
    List<Evidence.PairSample> samples = new ArrayList<>();
    if (adapted.analysis() != null) {
      for (Kept<RegionCut> k : adapted.analysis().regions()) {
        if (regions.size() < SHOWN_PAIRS) {
          regions.add(EvidencePictures.region(k));
        }
      }
      adapted.pairs().training().stream()
          .limit(SHOWN_PAIRS)
          .forEach(p -> samples.add(EvidencePictures.pair(p, false)));
      adapted.pairs().heldOut().stream()
          .limit(2)
          .forEach(p -> samples.add(EvidencePictures.pair(p, true)));
    }
    return new Evidence(
        watcher.comparisons(), regions, samples, watcher.points(), List.copyOf(losses));
  }

  private <T> T timed(Stage stage, java.util.function.Supplier<T> work) {
    long start = System.nanoTime();
    T out = work.get();
    seconds.put(stage.name().toLowerCase(Locale.ROOT), (System.nanoTime() - start) / 1e9);
    return out;
  }
}
