package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;

/** What holds for cards wherever they lie. */
final class Cards {
  static final String EXTENSION = ".json";

  private Cards() {}

  /** The card of a file, whose name must be that of the model. */
  static ModelCard checked(String source, String fileName, String json) {
    ModelCard card = CardJson.card(source, json);
    if (!fileName.equals(card.model().name() + EXTENSION)) {
      throw new WeightsException(
          Kind.DAMAGED,
          source,
          "this is the card of a model '" + card.model().name() + "'",
          "a file named " + card.model().name() + EXTENSION,
          "rename the file");
    }
    return card;
  }

  /**
   * What the size of the weights tells.
   *
   * @param bytes negative when there are none
   */
  static ModelState state(ModelCard card, long bytes) {
    if (bytes < 0) {
      return ModelState.MISSING;
    }
    return bytes == card.weights().bytes() ? ModelState.PRESENT : ModelState.DAMAGED;
  }
}
