package dev.attune.adaptation.online;

import dev.attune.adaptation.backbones.Backbone;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * What a classifier sees in labelled pictures of the source domain.
 *
 * @param features one row of d for every picture
 * @param labels of them
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
public record Prototypes(double[][] features, int[] labels) {
  /**
   * Looks at labelled pictures.
   *
   * @param statistics each batch on its own with {@link Statistics.Batch}
   */
  public static Prototypes of(
      TorchEngine engine,
      Backbone backbone,
      Weights weights,
      Statistics statistics,
      List<Labelled> batches,
      ElementType precision) {
    Composition settings = Composition.named("features").statistics(statistics).build();
    List<double[]> features = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (Models models = new Models(engine, backbone, weights, settings, precision)) {
      for (Labelled batch : batches) {
        try (Scope scope = new Scope()) {
          Forward f = models.student().forward(scope, batch.pictures(), false, false);
          for (int i = 0; i < batch.labels().length; i++) {
            features.add(f.features()[i]);
            labels.add(batch.labels()[i]);
          }
        }
      }
    }
    return new Prototypes(
        features.toArray(double[][]::new), labels.stream().mapToInt(i -> i).toArray());
  }

  /**
   * Mean features of every class, [K, d].
   *
   * @throws IllegalArgumentException when a class has no picture
   */
  public double[][] means(int classes) {
    double[][] out = new double[classes][];
    for (int k = 0; k < classes; k++) {
      List<double[]> of = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == k) {
          of.add(features[i]);
        }
      }
      if (of.isEmpty()) {
        throw new IllegalArgumentException("no source picture of class " + k);
      }
      out[k] = Distributions.mean(of.toArray(double[][]::new));
    }
    return out;
  }
}
