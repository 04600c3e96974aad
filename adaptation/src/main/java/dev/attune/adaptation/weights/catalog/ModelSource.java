package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.WeightsException;
import java.util.List;

/** A place in which models lie. */
interface ModelSource {
  /**
   * The models with a usable card.
   *
   * @param problems receives the others
   */
  List<ModelEntry> entries(List<WeightsException> problems);
}
