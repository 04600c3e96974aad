package dev.attune.deblur.adapt;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
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
import dev.attune.adaptation.training.Trial;
import dev.attune.adaptation.weights.WeightMath;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.FrameDeblurNetwork;
import dev.attune.deblur.train.WindowTensors;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

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

  /** Of the moving average, per step. */
  private static final double AVERAGE_DECAY = 0.95;

  /** The average takes in every second step: reading parameters back costs more than it says. */
  private static final int AVERAGE_EVERY = 2;

  /** Moments of an exposure that stand for all of it. */
  private static final int MOMENTS = 13;

  /** What consistency on blurred frames weighs against the pairs. */
  private static final double CONSISTENCY_SHARE = 0.5;

  /** Losses below this share of the mean loss weigh alike. */
  private static final double EASIEST = 0.2;

  /** Smaller gains on pseudo-pairs were as often losses against the truth. */
  private static final double LEAST_GAIN = 0.01;

  private final DeblurNetwork network;
  private final FineTuneSettings settings;

  /** For one network, with the same settings for every call. */
  public FineTuner(DeblurNetwork network, FineTuneSettings settings) {
    this.network = network;
    this.settings = settings;
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

  /**
   * Adapts weights to the pairs.
   *
   * @param observer hears about every step
   * @return the outcome and the weights to use; the given ones, bit for bit, unless it improved
   */
  public Adaptation.Ended adapt(
      TorchEngine engine, Weights source, Split pairs, Adaptation.Observer observer) {
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
      Adaptation.Ended ended =
          adaptation.run(
              new PairTrial(model, optimizer, pairs),
              List.of(Guard.finite(), Guard.explosion(EXPLOSION)),
              observer);
      return ended.outcome() instanceof Outcome.Improved
          ? ended
          : new Adaptation.Ended(
              ended.outcome(), source, ended.steps(), ended.before(), ended.after());
    }
  }

  /** How a network that restores single frames is held against blurred ones. */
  private Optional<Network> consistency() {
    return network instanceof FrameDeblurNetwork frames
        ? Optional.of(frames.consistency(MOMENTS))
        : Optional.empty();
  }

  /** Whether there is a window to train on and one to judge by. */
  private static boolean learnsFromBlurred(Split pairs) {
    return pairs.blurred().size() >= 2;
  }

  /** Walks over the training pairs in random order, epoch by epoch. */
  private final class PairTrial implements Trial {
    private final TrainableModel model;
    private final Optimizer optimizer;
    private final Split pairs;
    private final SplittableRandom random = new SplittableRandom(settings.seed());
    private final WindowTensors tensors = new WindowTensors();
    private final IdentityHashMap<PseudoPair, Double> weights;
    private final List<PseudoPair> epoch = new ArrayList<>();
    private final Optional<ConsistencyTrial> consistency;
    private final double consistencyScale;
    private Weights average;
    private int updates;

    PairTrial(TrainableModel model, Optimizer optimizer, Split pairs) {
      this.model = model;
      this.optimizer = optimizer;
      this.pairs = pairs;
      this.weights = balanced();
      this.average = model.parameters().toWeights();
      this.consistency =
          consistency().isPresent() && learnsFromBlurred(pairs)
              ? Optional.of(new ConsistencyTrial(model, pairs.blurred(), MOMENTS, settings.crop()))
              : Optional.empty();
      this.consistencyScale = CONSISTENCY_SHARE * heldOutPairs();
    }

    /**
     * Weights of mean 1 that let pairs count alike whether they are hard or easy: without them what
     * the network does well with sharp pictures is given up for a little on the most blurred.
     */
    private IdentityHashMap<PseudoPair, Double> balanced() {
      IdentityHashMap<PseudoPair, Double> losses = new IdentityHashMap<>();
      for (List<PseudoPair> share : List.of(pairs.training(), pairs.heldOut())) {
        share.forEach(pair -> losses.put(pair, loss(pair, settings.crop(), 1)));
      }
      double mean =
          losses.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      IdentityHashMap<PseudoPair, Double> out = new IdentityHashMap<>();
      losses.forEach(
          (pair, loss) -> out.put(pair, pair.confidence() / (loss + EASIEST * mean + 1e-12)));
      double scale = out.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      out.replaceAll((pair, weight) -> weight / scale);
      return out;
    }

    private double loss(PseudoPair pair, int crop, double weight) {
      Augmentation how = Augmentation.middle(pair.sharp().height(), pair.sharp().width(), crop);
      try (Scope scope = new Scope()) {
        return model
            .executable("loss")
            .run(scope, List.of(inputs(scope, pair, how, weight)))
            .get(0)
            .item();
      }
    }

    @Override
    public double gradients(int step) {
      double sum = 0;
      for (int i = 0; i < settings.batch(); i++) {
        PseudoPair pair = next();
        Augmentation how =
            Augmentation.draw(random, pair.sharp().height(), pair.sharp().width(), settings.crop());
        try (Scope scope = new Scope()) {
          sum +=
              model.accumulateGradients(
                  "loss", 1.0 / settings.batch(), inputs(scope, pair, how, weights.get(pair)));
        }
      }
      double own = sum / settings.batch();
      return own
          + consistency
              .map(c -> consistencyScale * c.gradients(random, consistencyScale))
              .orElse(0.0);
    }

    private PseudoPair next() {
      if (epoch.isEmpty()) {
        epoch.addAll(pairs.training());
        for (int i = epoch.size() - 1; i > 0; i--) {
          Collections.swap(epoch, i, random.nextInt(i + 1));
        }
      }
      return epoch.remove(epoch.size() - 1);
    }

    private Tensor[] inputs(Scope scope, PseudoPair pair, Augmentation how, double weight) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted");
      }
      List<FloatImage> window = pair.inputs(network).stream().map(how::apply).toList();
      FloatImage plain = new FloatImage(1, how.side(), how.side());
      return new Tensor[] {
        tensors.pack(model, scope, List.of(window), 0.5f),
        tensors.pack(model, scope, List.of(List.of(how.apply(pair.sharp().toImage()))), 0.5f),
        tensors.pack(model, scope, List.of(List.of(plain)), (float) -weight)
      };
    }

    @Override
    public double update(double learningRate) {
      double norm = optimizer.step(learningRate, settings.maxGradientNorm());
      updates++;
      if (updates % AVERAGE_EVERY == 0) {
        average =
            WeightMath.movingAverage(
                average, model.parameters().toWeights(), Math.pow(AVERAGE_DECAY, AVERAGE_EVERY));
      }
      return norm;
    }

    @Override
    public double heldOut() {
      Weights present = model.parameters().toWeights();
      model.parameters().load(average);
      try {
        return heldOutPairs() + consistency.map(c -> consistencyScale * c.heldOut()).orElse(0.0);
      } finally {
        model.parameters().load(present);
      }
    }

    private double heldOutPairs() {
      double sum = 0;
      for (PseudoPair pair : pairs.heldOut()) {
        sum += loss(pair, 2 * settings.crop(), weights.get(pair));
      }
      return sum / pairs.heldOut().size();
    }

    @Override
    public Weights weights() {
      return average;
    }

    @Override
    public void restore(Weights weights) {
      model.parameters().load(weights);
      average = weights;
    }
  }
}
