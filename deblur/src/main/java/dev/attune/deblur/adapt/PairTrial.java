package dev.attune.deblur.adapt;

import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.training.Trial;
import dev.attune.adaptation.weights.WeightMath;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.train.WindowTensors;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Walks over the training pairs in random order, epoch by epoch. Can be kept after any step and go
 * on from there to the same numbers. Used by one thread.
 */
final class PairTrial implements Trial {
  /** Of the moving average, per step. */
  private static final double AVERAGE_DECAY = 0.95;

  /** The average takes in every second step: reading parameters back costs more than it says. */
  private static final int AVERAGE_EVERY = 2;

  /** What consistency on blurred frames weighs against the pairs. */
  private static final double CONSISTENCY_SHARE = 0.5;

  /** Losses below this share of the mean loss weigh alike. */
  private static final double EASIEST = 0.2;

  private final DeblurNetwork network;
  private final FineTuneSettings settings;
  private final TrainableModel model;
  private final Optimizer optimizer;
  private final FineTuner.Split pairs;
  private final KeptRandom random;
  private final WindowTensors tensors = new WindowTensors();
  private final IdentityHashMap<PseudoPair, Double> weights;
  private final List<Integer> epoch = new ArrayList<>();
  private final Optional<ConsistencyTrial> consistency;
  private final double consistencyScale;
  private Weights average;
  private int updates;

  /**
   * All that changes from step to step, and what was measured with the first weights.
   *
   * @param parameters present ones
   * @param moments of the optimiser
   * @param optimizerSteps steps that it took
   * @param average moving average of the parameters
   * @param updates steps
   * @param random state of the generator
   * @param epoch training pairs that this epoch has still to come to, the next one last, by number
   * @param trainingWeights of the training pairs, in their order
   * @param heldOutWeights of the others
   * @param consistencyWeights of the blurred windows, where there are any
   * @param consistencyScale what consistency weighs
   */
  record State(
      Weights parameters,
      Map<String, HostTensor> moments,
      long optimizerSteps,
      Weights average,
      int updates,
      long random,
      List<Integer> epoch,
      List<Double> trainingWeights,
      List<Double> heldOutWeights,
      Optional<List<Double>> consistencyWeights,
      double consistencyScale) {}

  /**
   * A trial of a model with the network {@code loss}, and {@code consistency} where blurred windows
   * are learned from.
   *
   * @param moments of an exposure that blurred windows are held against; 0 not to learn from them
   * @param from where to go on; empty to begin with the model's parameters
   */
  PairTrial(
      DeblurNetwork network,
      FineTuneSettings settings,
      TrainableModel model,
      Optimizer optimizer,
      FineTuner.Split pairs,
      int moments,
      Optional<State> from) {
    this.network = network;
    this.settings = settings;
    this.model = model;
    this.optimizer = optimizer;
    this.pairs = pairs;
    this.random = new KeptRandom(from.map(State::random).orElse(settings.seed()));
    this.weights = from.map(this::weights).orElseGet(this::balanced);
    this.average = from.map(State::average).orElseGet(model.parameters()::toWeights);
    this.consistency =
        moments == 0
            ? Optional.empty()
            : Optional.of(
                new ConsistencyTrial(
                    model,
                    pairs.blurred(),
                    moments,
                    settings.crop(),
                    from.flatMap(State::consistencyWeights)));
    this.consistencyScale =
        from.map(State::consistencyScale).orElseGet(() -> CONSISTENCY_SHARE * heldOutPairs());
    from.ifPresent(this::goOn);
  }

  private void goOn(State from) {
    model.parameters().load(from.parameters());
    optimizer.load(from.moments(), from.optimizerSteps());
    updates = from.updates();
    epoch.addAll(from.epoch());
  }

  /** For going on later. */
  State state() {
    return new State(
        model.parameters().toWeights(),
        optimizer.state(),
        optimizer.steps(),
        average,
        updates,
        random.state(),
        List.copyOf(epoch),
        pairs.training().stream().map(weights::get).toList(),
        pairs.heldOut().stream().map(weights::get).toList(),
        consistency.map(ConsistencyTrial::weights),
        consistencyScale);
  }

  private IdentityHashMap<PseudoPair, Double> weights(State from) {
    IdentityHashMap<PseudoPair, Double> out = new IdentityHashMap<>();
    for (int i = 0; i < pairs.training().size(); i++) {
      out.put(pairs.training().get(i), from.trainingWeights().get(i));
    }
    for (int i = 0; i < pairs.heldOut().size(); i++) {
      out.put(pairs.heldOut().get(i), from.heldOutWeights().get(i));
    }
    return out;
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
    double mean = mean(losses::get);
    IdentityHashMap<PseudoPair, Double> out = new IdentityHashMap<>();
    losses.forEach(
        (pair, loss) -> out.put(pair, pair.confidence() / (loss + EASIEST * mean + 1e-12)));
    double scale = mean(out::get);
    out.replaceAll((pair, weight) -> weight / scale);
    return out;
  }

  /** Over all pairs in their order: an identity map has another one in every process. */
  private double mean(ToDoubleFunction<PseudoPair> value) {
    return Stream.concat(pairs.training().stream(), pairs.heldOut().stream())
        .mapToDouble(value)
        .average()
        .orElseThrow();
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
      IntStream.range(0, pairs.training().size()).forEach(epoch::add);
      for (int i = epoch.size() - 1; i > 0; i--) {
        Collections.swap(epoch, i, random.nextInt(i + 1));
      }
    }
    return pairs.training().get(epoch.remove(epoch.size() - 1));
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
