package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.WeightsException;
import java.util.List;

/**
 * All models of a catalogue.
 *
 * @param entries by name
 * @param problems cards that could not be used
 */
public record ModelList(List<ModelEntry> entries, List<WeightsException> problems) {
  /** With immutable copies of the lists. */
  public ModelList {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }
}
