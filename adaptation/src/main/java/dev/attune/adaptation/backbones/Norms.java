package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.BatchNorm;
import dev.attune.adaptation.network.op.Reduce;
import dev.attune.adaptation.network.op.Variance;
import java.util.ArrayList;
import java.util.List;

/**
 * How the batch normalisations of one network are recorded. One object records one network; not
 * thread-safe.
 */
public final class Norms {
  private static final List<Integer> ALL_BUT_CHANNELS = List.of(0, 2, 3);

  private final Form form;
  private final List<String> layers = new ArrayList<>();
  private final List<Value> statistics = new ArrayList<>();
  private Value share;

  /** Where mean and variance come from. */
  public sealed interface Form {
    /** The running statistics of the weights. */
    record Running() implements Form {}

    /** Mean and biased variance of the batch. */
    record Batch() implements Form {}

    /**
     * Mean and biased variance of the batch; the running statistics follow, with the unbiased
     * variance.
     *
     * @param momentum share of the batch in the new running statistics, 0 to 1
     */
    record Tracked(double momentum) implements Form {
      /** Checks the range. */
      public Tracked {
        if (!(momentum >= 0 && momentum <= 1)) {
          throw new IllegalArgumentException("momentum " + momentum + ": 0 to 1 is allowed");
        }
      }
    }

    /**
     * {@code (1 - share) * running + share * batch} for mean and variance, with gradients through
     * the batch's part. The share is an input of the network, the batch's statistics are outputs.
     *
     * @param unbiased whether the batch's variance is divided by one less than its number of
     *     elements; that number must then be above 1
     */
    record Blended(boolean unbiased) implements Form {}
  }

  /** Batch normalisations of one form, for one network. */
  public Norms(Form form) {
    this.form = form;
  }

  /** Called before the network is recorded. */
  void begin(GraphBuilder graph) {
    if (!layers.isEmpty() || share != null) {
      throw new IllegalStateException("one Norms records one network");
    }
    share = form instanceof Form.Blended ? graph.input("share", new long[0]) : null;
  }

  /**
   * Batch normalisation of axis 1 of [N, C, H, W] with parameters {@code name.weight, name.bias}
   * and buffers {@code name.running_mean, name.running_var}.
   */
  public Value batchNorm(GraphBuilder g, String name, Value x, double epsilon) {
    String weight = g.at(name).parameter("weight", x.channels()).name();
    layers.add(weight.substring(0, weight.lastIndexOf('.')));
    if (form instanceof Form.Running) {
      return g.batchNorm(name, x, new BatchNorm(BatchNorm.Mode.EVALUATION, 0, epsilon));
    }
    if (form instanceof Form.Batch) {
      return g.batchNorm(name, x, new BatchNorm(BatchNorm.Mode.BATCH_STATISTICS, 0, epsilon));
    }
    if (form instanceof Form.Tracked t) {
      return g.batchNorm(name, x, new BatchNorm(BatchNorm.Mode.TRAINING, t.momentum(), epsilon));
    }
    return blended(g.at(name), x, epsilon, ((Form.Blended) form).unbiased());
  }

  private Value blended(GraphBuilder g, Value x, double epsilon, boolean unbiased) {
    int c = x.channels();
    Value mean = g.node(new Reduce(Reduce.Kind.MEAN, ALL_BUT_CHANNELS, false), x);
    Value variance = g.node(new Variance(ALL_BUT_CHANNELS, false, unbiased), x);
    statistics.add(mean);
    statistics.add(variance);
    Value m = blend(g, g.buffer("running_mean", c), mean);
    Value v = blend(g, g.buffer("running_var", c), variance);
    Value scale = g.div(g.parameter("weight", c), g.sqrt(g.scale(v, 1, epsilon)));
    Value offset = g.sub(g.parameter("bias", c), g.mul(m, scale));
    return g.add(g.mul(x, perChannel(g, scale)), perChannel(g, offset));
  }

  private Value blend(GraphBuilder g, Value running, Value batch) {
    return g.add(running, g.mul(g.sub(batch, running), share));
  }

  private static Value perChannel(GraphBuilder g, Value x) {
    return g.reshape(x, 1, -1, 1, 1);
  }

  /** Full names of the layers recorded so far, in their order. */
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /** Mean and variance of the batch for every layer, only with {@link Form.Blended}. */
  List<Value> statistics() {
    return statistics;
  }
}
