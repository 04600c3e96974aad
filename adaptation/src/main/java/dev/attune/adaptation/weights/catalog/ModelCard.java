package dev.attune.adaptation.weights.catalog;

/**
 * What is known of a model: a JSON file {@code NAME.json} beside its weights.
 *
 * @param model what it is
 * @param weights its file
 */
public record ModelCard(ModelDescription model, StoredWeights weights) {
  /** Checks that both parts are there. */
  public ModelCard {
    if (model == null || weights == null) {
      throw new IllegalArgumentException("a card needs the parts 'model' and 'weights'");
    }
  }
}
