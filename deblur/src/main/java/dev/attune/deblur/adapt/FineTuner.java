package dev.attune.deblur.adapt;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.training.Adaptation;
import dev.attune.adaptation.training.Budget;
import dev.attune.adaptation.training.CosineSchedule;
import dev.attune.adaptation.training.Guard;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.training.Outcome;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.blur.TransferCurve;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.FrameDeblurNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fine-tunes a deblurring network on pseudo-pairs as one guarded transaction: a share of the pairs
 * is held out, and only weights that restore it better are taken. What is judged and taken is a
 * moving average of the weights: steps on a few pairs are noisy, and their average is better than
 * any of them.
 */
public final class FineTuner {
  private static final long PROGRESS_STEPS = 1_000_000;
  private static final double LAST_RATE_SHARE = 1e-3;
  private static final double EXPLOSION = 10;

  /** Moments of an exposure that stand for all of it. */
  private static final int MOMENTS = 13;

  /** Smaller gains on pseudo-pairs were as often losses against the truth. */
  private static final double LEAST_GAIN = 0.01;

  private final DeblurNetwork network;
  private final FineTuneSettings settings;
  private final TransferCurve curve;

  /**
   * For one network, with the same settings for every call.
   *
   * @param curve what values of the video mean in light
   */
  public FineTuner(DeblurNetwork network, FineTuneSettings settings, TransferCurve curve) {
    this.network = network;
    this.settings = settings;
    this.curve = curve;
  }

  /**
   * What is learned from, for training and for judging.
   *
   * @param training pairs to train on
   * @param heldOut pairs to judge by
   * @param blurred windows to train on, and by turns to judge by; may be none
   */
  public record Split(
      List<PseudoPair> training, List<PseudoPair> heldOut, List<BlurredWindow> blurred) {}

  /**
   * Holds out every n-th pair in order of time, so that both shares see the whole video.
   *
   * @param blurred windows of blurred frames
   * @return both shares; both are empty when there are too few pairs for two shares
   */
  public Split split(List<PseudoPair> pairs, List<BlurredWindow> blurred) {
    List<PseudoPair> training = new ArrayList<>();
    List<PseudoPair> heldOut = new ArrayList<>();
    if (pairs.size() >= 2) {
      List<PseudoPair> ordered = new ArrayList<>(pairs);
      ordered.sort(java.util.Comparator.comparingLong(PseudoPair::frameIndex));
      double share = 0;
      for (int i = 0; i < ordered.size(); i++) {
        share += settings.heldOutShare();
        boolean out = share >= 1 || (i == ordered.size() - 1 && heldOut.isEmpty());
        share -= out && share >= 1 ? 1 : 0;
        (out ? heldOut : training).add(ordered.get(i));
      }
    }
    return new Split(training, heldOut, blurred);
  }

  /** Where fine-tuning stood after a step, to be kept as it is. */
  public record State(PairTrial.State trial, Adaptation.Progress progress) {}

  /** May keep where fine-tuning stands. */
  @FunctionalInterface
  public interface Keeper {
    /** A step was taken and told; the state is made when it is asked for. */
    void step(Supplier<State> state);
  }

  /**
   * Adapts weights to the pairs.
   *
   * @param from where to go on; empty to begin
   * @param observer hears about every step
   * @param keeper may keep the state after every step
   * @return the outcome and the weights to use; the given ones, bit for bit, unless it improved
   */
  public Adaptation.Ended adapt(
      TorchEngine engine,
      Weights source,
      Split pairs,
      Optional<State> from,
      Adaptation.Observer observer,
      Keeper keeper) {
    if (pairs.training().isEmpty() || pairs.heldOut().isEmpty()) {
      return new Adaptation.Ended(
          new Outcome.Skipped(
              "too few relatively sharp regions with texture were found to learn from"),
          source,
          0,
          Double.NaN,
          Double.NaN);
    }
    List<Network> networks = new ArrayList<>();
    networks.add(network.loss(network.past() + 1 + network.future(), settings.loss()));
    consistency().filter(n -> learnsFromBlurred(pairs)).ifPresent(networks::add);
    CosineSchedule schedule =
        new CosineSchedule(
            settings.learningRate(), settings.learningRate() * LAST_RATE_SHARE, PROGRESS_STEPS);
    Adaptation adaptation =
        new Adaptation(
            Budget.steps(settings.steps()),
            progress -> schedule.at(Math.round(progress * PROGRESS_STEPS)),
            settings.checkEvery(),
            settings.patience(),
            LEAST_GAIN);
    try (Parameters parameters = Parameters.of(engine, source, networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, networks);
        Optimizer optimizer = Optimizer.of(parameters, OptimizerRule.Adam.standard())) {
      boolean consistent = networks.size() > 1;
      PairTrial trial =
          new PairTrial(
              network,
              settings,
              model,
              optimizer,
              pairs,
              consistent ? MOMENTS : 0,
              from.map(State::trial));
      Adaptation.Ended ended =
          adaptation.run(
              trial,
              source,
              from.map(State::progress),
              List.of(Guard.finite(), Guard.explosion(EXPLOSION)),
              observer,
              progress -> keeper.step(() -> new State(trial.state(), progress.get())));
      return ended.outcome() instanceof Outcome.Improved
          ? ended
          : new Adaptation.Ended(
              ended.outcome(), source, ended.steps(), ended.before(), ended.after());
    }
  }

  /** How a network that restores single frames is held against blurred ones. */
  private Optional<Network> consistency() {
    return network instanceof FrameDeblurNetwork frames
        ? Optional.of(frames.consistency(MOMENTS, curve))
        : Optional.empty();
  }

  /** Whether there is a window to train on and one to judge by. */
  private static boolean learnsFromBlurred(Split pairs) {
    return pairs.blurred().size() >= 2;
  }
}
