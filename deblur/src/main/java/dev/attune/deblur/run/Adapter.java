package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.training.Adaptation;
import dev.attune.adaptation.training.Outcome;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.adapt.BlurredWindow;
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
import dev.attune.deblur.blur.SamplerSettings;
import dev.attune.deblur.blur.SharpPatches;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.video.io.FrameSource;
import dev.attune.video.motion.DisFlow;
import dev.attune.video.motion.OpticalFlow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Looks at a video, or at a scene of one, makes pseudo-pairs of it and adapts the network to them
 * as a guarded transaction. Used by one thread, any number of times.
 */
final class Adapter {
  /** A consistency error that grows by more than this share is a reason to roll back. */
  private static final double WORSE = 0.02;

  private final DeblurJob job;
  private final DeblurNetwork network;
  private final RunListener listener;
  private final Stopwatch stopwatch;
  private final RunNotes notes;

  /**
   * An adapter for one job.
   *
   * @param stopwatch takes the time of each stage
   * @param notes takes notices and losses
   */
  Adapter(
      DeblurJob job,
      DeblurNetwork network,
      RunListener listener,
      Stopwatch stopwatch,
      RunNotes notes) {
    this.job = job;
    this.network = network;
    this.listener = listener;
    this.stopwatch = stopwatch;
    this.notes = notes;
  }

  /**
   * Looks at all frames of a source.
   *
   * @param before frames that came before those of the source
   * @param from where to go on; empty to begin
   * @param keeper may keep what was seen
   */
  Analysis analyse(
      FrameSource source, long before, Optional<Analyst.State> from, Analyst.Keeper keeper) {
    return stopwatch.time(
        Stage.ANALYSE,
        () -> {
          try (OpticalFlow flow = new DisFlow(DisFlow.Preset.MEDIUM)) {
            // At least one: the motion of a frame is known when the next one is.
            int radius = Math.max(1, Math.max(network.past(), network.future()));
            Analyst analyst =
                new Analyst(
                    flow,
                    job.method().flowWidthPx(),
                    job.method().pairs().regions(),
                    radius,
                    job.method().pairs().sidePx(),
                    TransferCurve.of(source.info().color()));
            from.ifPresent(analyst::restore);
            Analysis analysis = analyst.analyse(source, new FramesAfter(before, listener), keeper);
            if (before == 0) {
              // What is wrong with the input should be known before the long work.
              source.report().notices().forEach(listener::notice);
            }
            return analysis;
          }
        });
  }

  /** Makes pairs of what was seen. */
  FineTuner.Split pair(Analysis analysis) {
    return stopwatch.time(
        Stage.PAIR, () -> tuner(analysis).split(pairs(analysis), blurred(analysis)));
  }

  /**
   * Adapts the source weights to pairs of what was seen.
   *
   * @param from where to go on; empty to begin
   * @param keeper may keep where it stands
   */
  Adapted adapt(
      Analysis analysis,
      FineTuner.Split pairs,
      Optional<FineTuner.State> from,
      FineTuner.Keeper keeper) {
    return stopwatch.time(Stage.ADAPT, () -> fineTune(pairs, analysis, from, keeper));
  }

  private FineTuner tuner(Analysis analysis) {
    return new FineTuner(network, job.method().fineTune(), analysis.curve());
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  private List<PseudoPair> pairs(Analysis analysis) {
    if (!analysis.exposure().measured()) {
      notes.notice(
          String.format(
              Locale.ROOT,
              "the exposure could not be measured on this video; %.2f of the frame interval is"
                  + " assumed",
              analysis.exposure().fraction()));
    }
    BlurSampler sampler =
        new BlurSampler(analysis.motion(), analysis.exposure().fraction(), SamplerSettings.DEFAULT);
    int[] done = {0};
    try (WindowModel source = new WindowModel(network, job.method().weights(), job.compute())) {
      return new PairMaker(
              sampler,
              new PseudoBlur(new LineIntegralBlur(analysis.curve()), analysis.noiseSd()),
              SharpPatches.USUAL,
              // Not the region as it is: its noise would be learned, and what the model can do with
              // sharp pictures be lost.
              region -> {
                requireNotInterrupted();
                listener.progress(Stage.PAIR, ++done[0], analysis.regions().size());
                return restored(source, region, analysis.exposure().fraction());
              },
              job.method().pairs().variants(),
              job.method().pairs().seed())
          .pairs(analysis.regions());
    }
  }

  private List<BlurredWindow> blurred(Analysis analysis) {
    return judge(analysis, analysis.blurred()).windows().stream()
        .map(SelfConsistency.Judged::middle)
        .toList();
  }

  private SelfConsistency judge(Analysis analysis, List<JudgeWindows.Window> windows) {
    try (WindowModel source = new WindowModel(network, job.method().weights(), job.compute())) {
      LineIntegralBlur blur = new LineIntegralBlur(analysis.curve());
      return SelfConsistency.of(network, blur, source, windows, analysis.exposure().fraction());
    }
  }

  private PackedPicture restored(WindowModel model, RegionCut region, double exposureFraction) {
    Surroundings around =
        new Surroundings(
            region.around().picture(),
            region.around().inner(),
            region.around().motion().exposed(exposureFraction));
    return PackedPicture.of(model.restore(WindowInputs.of(network, region.window(), around)));
  }

  private Adapted fineTune(
      FineTuner.Split pairs,
      Analysis analysis,
      Optional<FineTuner.State> from,
      FineTuner.Keeper keeper) {
    try (TorchEngine engine = TorchEngine.open(job.compute())) {
      int most = job.method().fineTune().steps();
      Adaptation.Ended ended =
          tuner(analysis)
              .adapt(
                  engine,
                  job.method().weights(),
                  pairs,
                  from,
                  (step, loss, heldOut) -> {
                    notes.loss(step, loss, heldOut);
                    listener.progress(Stage.ADAPT, step, most);
                    requireNotInterrupted();
                  },
                  keeper);
      notes.adaptationEnds();
      requireNotInterrupted();
      RunResult.Change reblur = consistency(analysis, ended.weights());
      RunResult.Change heldOut = new RunResult.Change(ended.before(), ended.after());
      boolean worse =
          ended.outcome() instanceof Outcome.Improved
              && reblur.after() > reblur.before() * (1 + WORSE);
      return new Adapted(
          worse ? undone(reblur) : ended.outcome(),
          worse ? job.method().weights() : ended.weights(),
          ended.steps(),
          new RunResult.Pairs(pairs.training().size(), pairs.heldOut().size()),
          Optional.of(Adapted.Seen.of(analysis)),
          heldOut,
          reblur);
    }
  }

  private static Outcome undone(RunResult.Change reblur) {
    return new Outcome.RolledBack(
        String.format(
            Locale.ROOT,
            "results blurred again fit the input less well than before (%.2f, was %.2f)",
            reblur.after(),
            reblur.before()));
  }

  private RunResult.Change consistency(Analysis analysis, Weights adapted) {
    SelfConsistency judge = judge(analysis, analysis.judges());
    double before = judged(judge, job.method().weights());
    return new RunResult.Change(
        before, adapted == job.method().weights() ? before : judged(judge, adapted));
  }

  private double judged(SelfConsistency judge, Weights weights) {
    try (WindowModel model = new WindowModel(network, weights, job.compute())) {
      return judge.meanSquaredError(model);
    }
  }
}
