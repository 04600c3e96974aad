package dev.attune.pipelines.bench;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.LoadedNetwork;
import dev.attune.deblur.network.Loss;
import dev.attune.deblur.network.PictureStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Times a deblurring network by itself on random pictures: restoring a stream, and training steps.
 * The first runs, in which engines get ready, do not count.
 *
 * @param network to be timed
 * @param weights of it
 * @param compute where, and with how many threads
 */
public record NetworkBenchmark(DeblurNetwork network, Weights weights, ComputeSettings compute) {
  private static final int WARM_UP = 2;
  private static final double LEARNING_RATE = 1e-6;
  private static final double GRADIENT_NORM = 20;

  /** Milliseconds: median, least and most. */
  public record Timing(double median, double least, double most) {
    static Timing of(double[] milliseconds) {
      double[] sorted = milliseconds.clone();
      Arrays.sort(sorted);
      return new Timing(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
  }

  /**
   * Time of a frame in a stream.
   *
   * @param count frames that are timed, at least 1
   */
  public Timing frames(int height, int width, int count) {
    int multiple = network.sizeMultiple();
    if (height % multiple != 0 || width % multiple != 0) {
      throw new IllegalArgumentException(
          "size "
              + width
              + "x"
              + height
              + ": both sides must be multiples of "
              + multiple
              + " for "
              + network.title());
    }
    ByteBuffer picture =
        ByteBuffer.allocateDirect(4 * (3 + network.guideChannels()) * height * width)
            .order(ByteOrder.nativeOrder());
    fill(picture.asFloatBuffer(), new SplittableRandom(1));
    double[] times = new double[count];
    try (LoadedNetwork loaded = LoadedNetwork.load(network, weights, compute);
        PictureStream<Integer> stream = loaded.stream((label, restored) -> {})) {
      // A stream restores nothing until it has seen enough neighbours.
      int before = WARM_UP + network.past() + network.future();
      for (int i = -before; i < count; i++) {
        long start = System.nanoTime();
        stream.feed(i, picture.duplicate().order(ByteOrder.nativeOrder()), height, width);
        if (i >= 0) {
          times[i] = milliseconds(start);
        }
      }
    }
    return Timing.of(times);
  }

  /**
   * Time of a training step: forwards, backwards and Adam.
   *
   * @param crop side of the pictures
   * @param batch windows of a step
   * @param count steps that are timed, at least 1
   */
  public Timing steps(int crop, int batch, int count) {
    int frames = network.past() + 1 + network.future();
    List<Network> networks = List.of(network.loss(frames, Loss.CLAMPED_MSE));
    double[] times = new double[count];
    try (TorchEngine engine = TorchEngine.open(compute);
        Parameters parameters = Parameters.of(engine, weights, networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, networks);
        Optimizer optimizer = Optimizer.of(parameters, OptimizerRule.Adam.standard());
        Scope scope = new Scope()) {
      SplittableRandom random = new SplittableRandom(2);
      Tensor[] inputs = {
        tensor(
            model,
            scope,
            Shape.of(batch, frames, 3L + network.guideChannels(), crop, crop),
            random),
        tensor(model, scope, Shape.of(batch, 1, 3, crop, crop), random),
        tensor(model, scope, Shape.of(batch, 1, 1, crop, crop), random)
      };
      for (int i = -WARM_UP; i < count; i++) {
        long start = System.nanoTime();
        model.accumulateGradients("loss", 1, inputs);
        optimizer.step(LEARNING_RATE, GRADIENT_NORM);
        if (i >= 0) {
          times[i] = milliseconds(start);
        }
      }
    }
    return Timing.of(times);
  }

  private static Tensor tensor(
      TrainableModel model, Scope scope, Shape shape, SplittableRandom random) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.toIntExact(4 * shape.elements()))
            .order(ByteOrder.nativeOrder());
    fill(data.asFloatBuffer(), random);
    return model.tensor(scope, ElementType.FLOAT32, shape, data);
  }

  private static void fill(FloatBuffer values, SplittableRandom random) {
    while (values.hasRemaining()) {
      values.put((float) (random.nextDouble() - 0.5));
    }
  }

  private static double milliseconds(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
