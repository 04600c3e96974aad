package dev.attune.deblur.adapt;

import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.deblur.train.WindowTensors;
import dev.attune.video.frame.FloatImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The part of fine-tuning that needs no sharp region: blurred frames of the video as they are,
 * which the restored ones should give when they are blurred again. Every other window judges
 * instead of training. Errors count relative to those of the weights it begins with, so that a
 * window counts as much as another.
 */
final class ConsistencyTrial {
  /** Errors below this share of the mean error weigh alike. */
  private static final double EASIEST = 0.2;

  /** Mean squared error, of values in 0..1, that is none; keeps weights finite. */
  private static final double NONE = 1e-7;

  private final TrainableModel model;
  private final int moments;
  private final int crop;
  private final List<Double> weights;
  private final List<Weighed> training = new ArrayList<>();
  private final List<Weighed> judging = new ArrayList<>();
  private final WindowTensors tensors = new WindowTensors();

  /** A window with the input made of it. */
  private record Weighed(BlurredWindow window, FloatImage input, double weight) {}

  /**
   * For a model with the network {@code consistency}.
   *
   * @param windows at least 2, in order of time
   * @param crop side of what is trained on at a time; smaller windows are used whole
   * @param known what {@link #weights()} of an earlier one said; empty to measure
   */
  ConsistencyTrial(
      TrainableModel model,
      List<BlurredWindow> windows,
      int moments,
      int crop,
      Optional<List<Double>> known) {
    this.model = model;
    this.moments = moments;
    this.crop = crop;
    List<Weighed> plain = windows.stream().map(w -> new Weighed(w, w.input(), 1)).toList();
    weights = known.orElseGet(() -> measured(plain));
    for (int i = 0; i < plain.size(); i++) {
      Weighed w = plain.get(i);
      (i % 2 == 0 ? training : judging).add(new Weighed(w.window(), w.input(), weights.get(i)));
    }
  }

  private List<Double> measured(List<Weighed> plain) {
    List<Double> errors = plain.stream().map(this::middle).toList();
    double mean = errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return errors.stream().map(error -> 1 / (error + EASIEST * mean + NONE)).toList();
  }

  /** What each window weighs, in their order. */
  List<Double> weights() {
    return weights;
  }

  /**
   * Adds the gradient of one window.
   *
   * @return its relative error
   */
  double gradients(RandomGenerator random, double scale) {
    Weighed w = training.get(random.nextInt(training.size()));
    int side = side(w);
    int top = random.nextInt(w.input().height() - side + 1);
    int left = random.nextInt(w.input().width() - side + 1);
    try (Scope scope = new Scope()) {
      return model.accumulateGradients(
          "consistency", scale, inputs(scope, w, top, left, side).toArray(Tensor[]::new));
    }
  }

  /** Mean relative error of the windows that judge. */
  double heldOut() {
    return judging.stream().mapToDouble(this::middle).average().orElseThrow();
  }

  private double middle(Weighed w) {
    int side = side(w);
    int top = (w.input().height() - side) / 2;
    int left = (w.input().width() - side) / 2;
    try (Scope scope = new Scope()) {
      return model
          .executable("consistency")
          .run(scope, inputs(scope, w, top, left, side))
          .get(0)
          .item();
    }
  }

  private int side(Weighed w) {
    int least = Math.min(w.input().height(), w.input().width());
    return Math.max(4, Math.min(crop, least) / 4 * 4);
  }

  private List<Tensor> inputs(Scope scope, Weighed w, int top, int left, int side) {
    FloatImage weight = w.window().weight(top, left, side);
    for (int i = 0; i < weight.data().length; i++) {
      weight.data()[i] *= (float) w.weight();
    }
    return List.of(
        tensors.picture(model, scope, w.input().crop(top, left, side, side), 0.5f),
        tensors.values(
            model,
            scope,
            Shape.of(1, (long) moments * side, side, 2),
            w.window().grid(top, left, side, moments)),
        tensors.picture(model, scope, weight, 0));
  }
}
