package dev.attune.adaptation.online;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.Optimizer;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.training.OptimizerRule;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code factor} times the contrast of triplets {nearest prototype of the source domain, features
 * of x, features of a view} behind a projector of two linear layers that is trained along (Döbler
 * et al., RMT, 2023). The nearest prototype is chosen by cosine, without gradient.
 */
public final class PrototypeContrast implements LossTerm {
  private static final String NETWORK = "project";

  private final double factor;
  private final double temperature;
  private final Augmentation how;
  private final double[][] prototypes;
  private final Weights projector;
  private Parameters parameters;
  private TrainableModel model;
  private Optimizer optimizer;
  private ElementType precision;

  /**
   * A term with its projector.
   *
   * @param factor of the term
   * @param temperature of the similarities, above 0; 0.1 in RMT
   * @param how the view is made
   * @param prototypes mean source features of every class, [K, d]
   * @param projector {@code 0.weight} [p, d], {@code 0.bias} [p], {@code 2.weight} [p, p], {@code
   *     2.bias} [p]
   */
  public PrototypeContrast(
      double factor,
      double temperature,
      Augmentation how,
      double[][] prototypes,
      Weights projector) {
    this.factor = factor;
    this.temperature = temperature;
    this.how = how;
    this.prototypes = Arrays.stream(prototypes).map(double[]::clone).toArray(double[][]::new);
    this.projector = projector;
  }

  @Override
  public void open(TorchEngine engine, ElementType floating, OptimizerRule rule) {
    HostTensor first = projector.get("0.weight");
    GraphBuilder g = new GraphBuilder(NETWORK);
    Value x = g.input("features", -1, first.shape().known(1));
    Value hidden = g.relu(g.linear("0", x, first.shape().known(0)));
    Network network = g.build(g.linear("2", hidden, projector.get("2.weight").shape().known(0)));
    precision = floating;
    parameters = Parameters.of(engine, projector, List.of(network), floating);
    model = TrainableModel.load(engine, parameters, List.of(network));
    optimizer = Optimizer.of(parameters, rule);
  }

  @Override
  public double add(Pass pass, Selection selection) {
    Forward view = pass.seen(0, how);
    Scope scope = pass.scope();
    int n = pass.size();
    Tensor nearest = nearest(scope, pass.main().features());
    List<Tensor> projected = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (Tensor in : List.of(nearest, pass.main().featureTensor(), view.featureTensor())) {
      Tensor out = model.record(NETWORK, scope, List.of(in)).get(0);
      projected.add(out);
      rows.addAll(Arrays.asList(Forward.rows(out)));
    }
    Contrast contrast = Contrast.of(rows.toArray(double[][]::new), n, temperature);
    for (int part = 0; part < projected.size(); part++) {
      int width = rows.get(0).length;
      double[] seed = new double[n * width];
      for (int i = 0; i < seed.length; i++) {
        seed[i] = factor * contrast.gradient()[part * n + i / width][i % width];
      }
      pass.seed(projected.get(part), seed);
    }
    return factor * contrast.value();
  }

  private Tensor nearest(Scope scope, double[][] features) {
    int width = prototypes[0].length;
    double[] flat = new double[features.length * width];
    for (int i = 0; i < features.length; i++) {
      double[] f = features[i];
      int best =
          Distributions.argmax(
              Arrays.stream(prototypes).mapToDouble(p -> Distributions.cosine(p, f)).toArray());
      System.arraycopy(prototypes[best], 0, flat, i * width, width);
    }
    return Uploads.of(model, scope, precision, Shape.of(features.length, width), flat);
  }

  @Override
  public void step(double learningRate) {
    optimizer.step(learningRate, Double.POSITIVE_INFINITY);
  }

  @Override
  public Map<String, Weights> models() {
    return Map.of("projector", parameters.toWeights());
  }

  @Override
  public void reset() {
    parameters.load(projector);
    optimizer.reset();
  }

  @Override
  public void close() {
    if (model != null) {
      optimizer.close();
      model.close();
      parameters.close();
    }
  }

  @Override
  public String toString() {
    return "PrototypeContrast[factor="
        + factor
        + ", temperature="
        + temperature
        + ", prototypes="
        + prototypes.length
        + "]";
  }
}
