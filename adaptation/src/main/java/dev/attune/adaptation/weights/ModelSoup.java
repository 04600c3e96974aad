package dev.attune.adaptation.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Averages of models of one network (Wortsman et al., Model soups, 2022): several adapted copies
 * become one, at the cost of one.
 */
public final class ModelSoup {
  private ModelSoup() {}

  /**
   * The mean of all.
   *
   * @param models at least one, of the same names and shapes
   */
  public static Weights uniform(List<Weights> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a soup of no models");
    }
    Weights mean = models.get(0);
    for (int i = 1; i < models.size(); i++) {
      mean = WeightMath.interpolate(mean, models.get(i), 1.0 / (i + 1));
    }
    return mean;
  }

  /**
   * The mean of some: the best first, each further one only where the score of the mean does not
   * fall by it.
   *
   * @param score of a model on held-out data, more is better
   */
  public static Weights greedy(List<Weights> models, ToDoubleFunction<Weights> score) {
    record Scored(Weights weights, double score) {}
    List<Scored> sorted =
        models.stream()
            .map(w -> new Scored(w, score.applyAsDouble(w)))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .toList();
    List<Weights> kept = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Scored s : sorted) {
      List<Weights> tried = new ArrayList<>(kept);
      tried.add(s.weights);
      double now = score.applyAsDouble(uniform(tried));
      if (now >= best) {
        best = now;
        kept = tried;
      }
    }
    return uniform(kept);
  }
}
