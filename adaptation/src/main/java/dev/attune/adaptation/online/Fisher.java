package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each moved scalar matters for what the model already does (Niu et al., EATA, 2022): the
 * mean over batches of the squared gradient of the batch's mean cross entropy with the model's own
 * predictions. The square is of the batch's gradient, not of single samples', as in the authors'
 * program.
 */
public final class Fisher {
  private Fisher() {}

  /**
   * The importances.
   *
   * @param batches pictures like those of training, without labels; at least one batch
   * @param statistics that the method will use
   * @param moved what the method will move
   * @return by parameter name, for what is moved
   */
  public static Weights of(
      TorchEngine engine,
      Backbone backbone,
      Weights weights,
      Statistics statistics,
      Moved moved,
      List<Pictures> batches,
      ElementType precision) {
    Composition settings =
        Composition.named("fisher")
            .statistics(statistics)
            .moves(moved)
            .term(LogitTerm.entropy())
            .build();
    Map<String, double[]> sums = new LinkedHashMap<>();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    try (Models models = new Models(engine, backbone, weights, settings, precision)) {
      for (Pictures batch : batches) {
        gather(models, batch);
        Parameters parameters = models.student().parameters();
        parameters
            .gradients()
            .forEach(
                (name, g) -> {
                  shapes.put(name, g.shape());
                  double[] v = g.toDoubles();
                  double[] sum = sums.computeIfAbsent(name, n -> new double[v.length]);
                  for (int i = 0; i < v.length; i++) {
                    sum[i] += v[i] * v[i] / batches.size();
                  }
                });
        parameters.clearGradients();
      }
    }
    Map<String, HostTensor> out = new LinkedHashMap<>();
    sums.forEach((name, sum) -> out.put(name, HostMath.tensor(shapes.get(name), sum)));
    return Weights.of(out, Map.of());
  }

  private static void gather(Models models, Pictures batch) {
    try (Scope scope = new Scope()) {
      Pass pass = new Pass(models, scope, Draws.seeded(0), batch, true);
      for (int i = 0; i < pass.size(); i++) {
        double[] z = pass.logits()[i];
        LogitLoss.Valued v = LogitLoss.crossEntropy(z, Distributions.argmax(z));
        pass.main().seedLogits(i, 1.0 / pass.size(), v.gradient());
      }
      pass.backward();
    }
  }
}
