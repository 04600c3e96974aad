package dev.attune.adaptation.weights.catalog;

import java.net.URI;

/**
 * A model of the catalogue.
 *
 * @param card what is known of it
 * @param origin where it came from
 * @param state as far as it is known
 * @param location of its weights: a file, or an entry of a jar
 */
public record ModelEntry(ModelCard card, ModelOrigin origin, ModelState state, URI location) {
  /** Its name. */
  public String name() {
    return card.model().name();
  }

  ModelEntry with(ModelState other) {
    return new ModelEntry(card, origin, other, location);
  }
}
