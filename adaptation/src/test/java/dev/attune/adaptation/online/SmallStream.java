package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.backbones.Norms;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Gratings of six orientations and a small network that has learnt them. */
final class SmallStream {
  static final int CLASSES = 6;
  private static final int SIDE = 12;

  private SmallStream() {}

  /** Two convolutions with batch or group normalisation. */
  record Net(boolean batchNorm) implements Backbone {
    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public int featureWidth() {
      return 16;
    }

    @Override
    public Result build(GraphBuilder g, Value pictures, Norms norms) {
      Value x = g.conv2d("conv1", pictures, 8, 3, Conv2d.same(3, 1), false);
      x = g.relu(norm(g, "norm1", x, norms));
      x = g.conv2d("conv2", x, 16, 3, Conv2d.same(3, 2), false);
      x = g.relu(norm(g, "norm2", x, norms));
      Value features = g.mean(x, 2, 3);
      return new Result(features, g.linear("fc", features, CLASSES));
    }

    private Value norm(GraphBuilder g, String name, Value x, Norms norms) {
      return batchNorm ? norms.batchNorm(g, name, x, 1e-5) : g.groupNorm(name, x, 4);
    }
  }

  /** Random weights from a seed. */
  static Weights random(Backbone net, long seed) {
    Random random = new Random(seed);
    Network network = net.network("plain", new Norms(new Norms.Form.Running()));
    Map<String, HostTensor> out = new LinkedHashMap<>();
    network
        .parameterTable()
        .forEach(
            (name, shape) -> {
              float[] v = new float[Math.toIntExact(shape.elements())];
              boolean one = name.endsWith("running_var") || name.matches("norm.*weight");
              float scale =
                  shape.rank() < 2
                      ? 0
                      : (float) Math.sqrt(2.0 / (v.length / (double) shape.known(0)));
              for (int i = 0; i < v.length; i++) {
                v[i] = one ? 1 : scale * (float) random.nextGaussian();
              }
              out.put(name, HostTensor.of(shape, v));
            });
    return Weights.of(out, Map.of());
  }

  /** Weights that know clean gratings. */
  static Weights trained(TorchEngine engine, Net net) {
    Random random = new Random(5);
    Composition supervised =
        Composition.named("supervised")
            .statistics(
                net.batchNorm ? new Statistics.Tracked(0.1, false) : new Statistics.Source())
            .moves(new Moved.Everything())
            .optimization(Optimization.adam(0.01))
            .term(new SourceReplay(1, () -> batch(random, labels(random, 32), 0.08)))
            .build();
    try (OnlineAdapter trainer =
        OnlineAdapter.open(engine, net, random(net, 3), supervised, Draws.seeded(0))) {
      for (int i = 0; i < 200; i++) {
        trainer.process(batch(random, labels(random, 32), 0.08).pictures());
      }
      return trainer.models().get("model");
    }
  }

  static int[] labels(Random random, int count) {
    int[] out = new int[count];
    Arrays.setAll(out, i -> random.nextInt(CLASSES));
    return out;
  }

  /** Gratings with noise. */
  static Labelled batch(Random random, int[] labels, double noise) {
    int area = SIDE * SIDE;
    float[] v = new float[labels.length * 3 * area];
    for (int i = 0; i < labels.length; i++) {
      double angle = Math.PI * labels[i] / CLASSES + 0.05 * random.nextGaussian();
      double phase = 2 * Math.PI * random.nextDouble();
      double speed = 1.1 + 0.2 * random.nextDouble();
      for (int p = 0; p < area; p++) {
        int x = p % SIDE;
        int y = p / SIDE;
        double along = x * Math.cos(angle) + y * Math.sin(angle);
        double value = 0.5 + 0.35 * Math.sin(speed * along + phase);
        for (int c = 0; c < 3; c++) {
          double noisy = value + noise * random.nextGaussian();
          v[(i * 3 + c) * area + p] = (float) Math.max(0, Math.min(1, noisy));
        }
      }
    }
    return new Labelled(Pictures.of(Shape.of(labels.length, 3, SIDE, SIDE), v), labels);
  }

  /**
   * Share of wrong answers in the second half of a stream of noisy gratings.
   *
   * @param run pictures of one class in a row; 0 for shuffled classes
   */
  static double error(OnlineAdapter adapter, int batches, int size, int run, double noise) {
    Random random = new Random(11);
    int wrong = 0;
    int seen = 0;
    for (int b = 0; b < batches; b++) {
      int[] labels = labels(random, size);
      if (run > 0) {
        for (int i = 0; i < size; i++) {
          labels[i] = (b * size + i) / run * 5 % CLASSES;
        }
      }
      Labelled batch = batch(random, labels, noise);
      int[] found = adapter.process(batch.pictures()).classes();
      if (b >= batches / 2) {
        for (int i = 0; i < size; i++) {
          wrong += found[i] == labels[i] ? 0 : 1;
          seen++;
        }
      }
    }
    return (double) wrong / seen;
  }
}
