package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.backbones.Norms;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Buffers;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A classifier on libtorch under one policy of statistics: parameters of its own, and the networks
 * that the policy needs. Used by one thread at a time.
 */
final class Classifier implements AutoCloseable {
  private static final String PREDICT = "predict";
  private static final String FROZEN = "frozen";
  private static final String FOLLOW = "follow";

  private final Weights start;
  private final Statistics statistics;
  private final Network network;
  private final List<String> layers;
  private final Parameters parameters;
  private final TrainableModel model;
  private final ElementType precision;
  private final Map<String, HostTensor> batchStatistics = new LinkedHashMap<>();

  private Classifier(
      Weights start,
      Statistics statistics,
      Network network,
      List<String> layers,
      Parameters parameters,
      TrainableModel model,
      ElementType precision) {
    this.start = start;
    this.statistics = statistics;
    this.network = network;
    this.layers = layers;
    this.parameters = parameters;
    this.model = model;
    this.precision = precision;
  }

  /** A classifier with weights of its own, of which those named by {@code moved} are trained. */
  static Classifier open(
      TorchEngine engine,
      Backbone backbone,
      Weights weights,
      Statistics statistics,
      Moved moved,
      ElementType precision) {
    Norms norms = new Norms(statistics.form());
    Network predict = backbone.network(PREDICT, norms);
    List<Network> networks = new ArrayList<>(List.of(predict));
    networks.add(backbone.network(FROZEN, new Norms(new Norms.Form.Running())));
    if (statistics instanceof Statistics.Following f) {
      Norms.Form form = new Norms.Form.Tracked(f.momentum());
      networks.add(backbone.network(FOLLOW, new Norms(form)));
    }
    Network plain = networks.get(1);
    Set<String> names = moved.names(plain);
    Weights start = StartStatistics.restarted(weights, statistics, plain);
    Parameters parameters = Parameters.of(engine, start, networks, precision);
    parameters.restrict(names::contains);
    return new Classifier(
        start,
        statistics,
        predict,
        norms.layers(),
        parameters,
        TrainableModel.load(engine, parameters, networks),
        precision);
  }

  Parameters parameters() {
    return parameters;
  }

  /** Back to the weights and running statistics from before. */
  void reset() {
    parameters.load(start);
  }

  /** Moves running statistics that a pass of their own moves; call once for a batch. */
  void observe(Pictures pictures) {
    if (statistics instanceof Statistics.Following) {
      try (Scope scope = new Scope()) {
        model.executable(FOLLOW).run(scope, List.of(upload(scope, pictures)));
      }
    }
  }

  /**
   * Predictions by the policy.
   *
   * @param record whether losses will be led back through it
   * @param follow whether statistics that are moved in the same pass are moved
   */
  Forward forward(Scope scope, Pictures pictures, boolean record, boolean follow) {
    List<Tensor> in = new ArrayList<>(List.of(upload(scope, pictures)));
    double share = share(pictures.size());
    if (network.inputs().size() > 1) {
      in.add(upload(scope, Shape.of(), share));
    }
    List<Tensor> out =
        record ? model.record(PREDICT, scope, in) : model.executable(PREDICT).run(scope, in);
    if (statistics instanceof Statistics.Robust && follow) {
      Buffers.blend(parameters, bufferNames(), out.subList(2, out.size()), share);
    } else if (statistics instanceof Statistics.Blend) {
      keepStatistics(out.subList(2, out.size()));
    }
    return new Forward(pictures, out.get(0), out.get(1), record);
  }

  /** Predictions by the running statistics, whatever the policy; no losses can follow. */
  Forward frozen(Scope scope, Pictures pictures) {
    List<Tensor> out = model.executable(FROZEN).run(scope, List.of(upload(scope, pictures)));
    return new Forward(pictures, out.get(0), out.get(1), false);
  }

  /**
   * Leads the losses of recorded forwards, and of what other models made of them, back into the
   * gradients of all parameters on the way.
   */
  void backward(
      Scope scope, List<Forward> forwards, List<Tensor> further, List<double[]> furtherSeeds) {
    List<Tensor> outputs = new ArrayList<>(further);
    List<Tensor> seeds = new ArrayList<>();
    for (int i = 0; i < further.size(); i++) {
      seeds.add(upload(scope, further.get(i).shape(), furtherSeeds.get(i)));
    }
    for (Forward f : forwards) {
      add(scope, outputs, seeds, f.logitTensor(), f.logitSeeds());
      add(scope, outputs, seeds, f.featureTensor(), f.featureSeeds());
    }
    if (!outputs.isEmpty()) {
      model.backward(outputs, seeds);
    }
  }

  private void add(
      Scope scope, List<Tensor> outputs, List<Tensor> seeds, Tensor output, double[][] seed) {
    if (seed != null) {
      double[] flat = new double[seed.length * seed[0].length];
      for (int i = 0; i < seed.length; i++) {
        System.arraycopy(seed[i], 0, flat, i * seed[0].length, seed[0].length);
      }
      outputs.add(output);
      seeds.add(upload(scope, output.shape(), flat));
    }
  }

  /** Mean and variance of the last batch by buffer name, only with {@link Statistics.Blend}. */
  Map<String, HostTensor> batchStatistics() {
    return Map.copyOf(batchStatistics);
  }

  private void keepStatistics(List<Tensor> values) {
    List<String> names = bufferNames();
    for (int i = 0; i < names.size(); i++) {
      batchStatistics.put(names.get(i), values.get(i).toHost());
    }
  }

  private List<String> bufferNames() {
    List<String> out = new ArrayList<>();
    for (String layer : layers) {
      out.add(layer + ".running_mean");
      out.add(layer + ".running_var");
    }
    return out;
  }

  private double share(int size) {
    if (statistics instanceof Statistics.Blend b) {
      return b.share();
    }
    return statistics instanceof Statistics.Robust r ? r.speed().share(size) : 1;
  }

  private Tensor upload(Scope scope, Shape shape, double... values) {
    return Uploads.of(model, scope, precision, shape, values);
  }

  private Tensor upload(Scope scope, Pictures pictures) {
    return model.tensor(scope, precision, pictures.shape(), pictures.bytes(precision));
  }

  @Override
  public void close() {
    model.close();
    parameters.close();
  }
}
