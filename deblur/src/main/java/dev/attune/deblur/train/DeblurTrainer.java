package dev.attune.deblur.train;

import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.training.CosineSchedule;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.WeightMath;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Initialization;
import dev.attune.deblur.network.Loss;
import dev.attune.video.frame.FloatImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a deblurring network on windows with truth, as ESTRNN was trained (8-frame windows,
 * Charbonnier loss, Adam, cosine, gradient norm clip), and keeps a moving average of the weights,
 * which is what is judged and given away. Stopped at any moment it goes on from its last saved
 * state to the same result. Not thread-safe.
 */
public final class DeblurTrainer {
  /** The averaged weights that were best in validation, in the training folder. */
  public static final String BEST = "best.safetensors";

  private static final String STATE = "state.safetensors";

  /**
   * The moving average takes in every fourth step: reading parameters back costs more than it says.
   */
  private static final int AVERAGE_EVERY = 4;

  /** About 30 dB: frames of such blur have weight 1. */
  private static final double USUAL_RMS = 0.03;

  private static final double EASIEST_RMS = 0.004;

  private final DeblurNetwork network;
  private final TrainSettings settings;
  private final WindowSource training;
  private final List<TrainingWindow> validation;
  private final String origin;
  private final Optional<Weights> first;
  private final Path folder;
  private final TrainListener listener;
  private final WindowTensors tensors = new WindowTensors();

  /**
   * Prepares training in a folder.
   *
   * @param training what to train on
   * @param validation what to judge by
   * @param origin of data and first weights in one line; a saved state of another is refused
   * @param first weights to begin with; fresh ones where there are none
   * @param folder of state and results; made when missing
   */
  public DeblurTrainer(
      DeblurNetwork network,
      TrainSettings settings,
      WindowSource training,
      WindowSource validation,
      String origin,
      Optional<Weights> first,
      Path folder,
      TrainListener listener) {
    this.network = network;
    this.settings = settings;
    this.training = training;
    this.origin = origin;
    this.first = first;
    this.folder = folder;
    this.listener = listener;
    List<TrainingWindow> fixed = new ArrayList<>();
    for (int i = 0; i < settings.validationWindows(); i++) {
      fixed.add(validation.window(i));
    }
    this.validation = List.copyOf(fixed);
  }

  /**
   * Trains from the saved state, or from fresh weights, until all steps are taken or the thread is
   * interrupted; the state is saved then.
   *
   * @return the averaged weights that were best in validation
   */
  public Weights train(TorchEngine engine) {
    makeFolder();
    String identity = network.title() + "; " + settings + "; " + origin;
    Path file = folder.resolve(STATE);
    TrainState start =
        TrainState.read(file, identity)
            .orElseGet(
                () -> {
                  Weights fresh =
                      first.orElseGet(() -> Initialization.weights(network, settings.seed()));
                  return new TrainState(0, fresh, fresh, Map.of(), Double.NEGATIVE_INFINITY);
                });
    var networks =
        List.of(
            network.loss(settings.frames(), Loss.CHARBONNIER), network.window(settings.frames()));
    try (Parameters parameters =
            Parameters.of(engine, start.weights(), networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, networks);
        Optimizer optimizer = Optimizer.of(parameters, OptimizerRule.Adam.standard())) {
      if (start.step() > 0) {
        optimizer.load(start.optimizer(), start.step());
      }
      try (Prefetch windows = new Prefetch(training, start.step() * settings.batch())) {
        return loop(start, model, optimizer, windows, file, identity);
      }
    }
  }

  private Weights loop(
      TrainState start,
      TrainableModel model,
      Optimizer optimizer,
      Prefetch windows,
      Path file,
      String identity) {
    CosineSchedule schedule =
        new CosineSchedule(settings.learningRate(), settings.lastLearningRate(), settings.steps());
    Weights average = start.average();
    double best = start.bestPsnr();
    long step = start.step();
    boolean stopped = false;
    while (step < settings.steps() && !stopped) {
      double rate = schedule.at(step);
      double loss = gradients(model, windows);
      double norm = optimizer.step(rate, settings.maxGradientNorm());
      if (!Double.isFinite(norm)) {
        throw new IllegalStateException(
            "training diverged at step "
                + step
                + ": the gradient is not finite; use a smaller learning rate");
      }
      step++;
      listener.step(step, loss, norm, rate);
      if (step % AVERAGE_EVERY == 0) {
        average =
            WeightMath.movingAverage(
                average,
                model.parameters().toWeights(),
                // Young averages forget the first weights sooner.
                Math.pow(
                    Math.min(settings.averageDecay(), (1.0 + step) / (10.0 + step)),
                    AVERAGE_EVERY));
      }
      // Taken back at the end: a file cannot be written by an interrupted thread.
      stopped = Thread.interrupted();
      boolean last = step == settings.steps();
      if (step % settings.validateEvery() == 0 || last) {
        double psnr = validate(model, average);
        if (psnr > best) {
          best = psnr;
          SafetensorsFile.write(folder.resolve(BEST), average);
          listener.validated(step, inputPsnr(), psnr, true);
        } else {
          listener.validated(step, inputPsnr(), psnr, false);
        }
      }
      if (step % settings.saveEvery() == 0 || last || stopped) {
        new TrainState(step, model.parameters().toWeights(), average, optimizer.state(), best)
            .write(file, identity);
      }
    }
    Path chosen = folder.resolve(BEST);
    Weights result = Files.exists(chosen) ? SafetensorsFile.read(chosen) : average;
    if (stopped) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  private double gradients(TrainableModel model, Prefetch windows) {
    double sum = 0;
    // One window at a time: batches cost memory and page faults on a processor and gain nothing.
    for (int i = 0; i < settings.batch(); i++) {
      TrainingWindow w = windows.take();
      try (Scope scope = new Scope()) {
        Tensor x = tensors.pack(model, scope, List.of(w.blurred()), 0.5f);
        List<FloatImage> targets = inner(w.sharp());
        Tensor target = tensors.pack(model, scope, List.of(targets), 0.5f);
        List<FloatImage> weights = weights(inner(w.blurred()), targets);
        Tensor weight = tensors.pack(model, scope, List.of(weights), 0f);
        sum += model.accumulateGradients("loss", 1.0 / settings.batch(), x, target, weight);
      }
    }
    return sum / settings.batch();
  }

  /**
   * Frames weigh by how little they are blurred: what is nearly sharp already must not be given up
   * for a little on the most blurred.
   */
  private static List<FloatImage> weights(List<FloatImage> blurred, List<FloatImage> sharp) {
    List<FloatImage> out = new ArrayList<>();
    for (int i = 0; i < sharp.size(); i++) {
      FloatImage truth = sharp.get(i);
      double sum = 0;
      for (int k = 0; k < truth.data().length; k++) {
        double d = blurred.get(i).data()[k] - truth.data()[k];
        sum += d * d;
      }
      double rms = Math.sqrt(sum / truth.data().length);
      FloatImage weight = new FloatImage(1, truth.height(), truth.width());
      Arrays.fill(weight.data(), (float) (USUAL_RMS / (rms + EASIEST_RMS)));
      out.add(weight);
    }
    return out;
  }

  private List<FloatImage> inner(List<FloatImage> all) {
    return all.subList(network.past(), all.size() - network.future());
  }

  private double validate(TrainableModel model, Weights average) {
    Weights present = model.parameters().toWeights();
    model.parameters().load(average);
    try {
      Executable window = model.executable("window");
      double sum = 0;
      int count = 0;
      for (TrainingWindow w : validation) {
        try (Scope scope = new Scope()) {
          Tensor x = tensors.pack(model, scope, List.of(w.blurred()), 0.5f);
          float[] restored = window.run(scope, List.of(x)).get(0).toFloats();
          List<FloatImage> truth = inner(w.sharp());
          for (int i = 0; i < truth.size(); i++) {
            sum += psnr(restored, i * truth.get(i).data().length, 0.5f, truth.get(i));
            count++;
          }
        }
      }
      return sum / count;
    } finally {
      model.parameters().load(present);
    }
  }

  private double inputPsnr() {
    return validation.stream()
        .flatMapToDouble(
            w -> {
              List<FloatImage> blurred = inner(w.blurred());
              List<FloatImage> truth = inner(w.sharp());
              return java.util.stream.IntStream.range(0, truth.size())
                  .mapToDouble(i -> psnr(blurred.get(i).data(), 0, 0f, truth.get(i)));
            })
        .average()
        .orElseThrow();
  }

  /**
   * Whole-image PSNR in dB of values limited to 0..1; at most 60, so that a still frame does not
   * outweigh the rest.
   */
  private static double psnr(float[] values, int from, float offset, FloatImage truth) {
    double sum = 0;
    for (int i = 0; i < truth.data().length; i++) {
      double v = Math.min(1, Math.max(0, values[from + i] + offset));
      sum += (v - truth.data()[i]) * (v - truth.data()[i]);
    }
    return Math.min(60, 10 * Math.log10(truth.data().length / sum));
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the training folder " + folder + " cannot be made", e);
    }
  }
}
