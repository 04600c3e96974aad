package dev.attune.pipelines.cli;

import dev.attune.adaptation.backbones.Backbones;
import dev.attune.adaptation.weights.catalog.LoadedModel;
import dev.attune.adaptation.weights.catalog.ModelCatalog;

/**
 * The classifier that a command begins with.
 *
 * @param name catalogue name or file
 * @param sha256 digest of the file
 * @param backbones the network with its weights
 */
record ClassifierModel(String name, String sha256, Backbones backbones) {

  /**
   * Loads a classifier.
   *
   * @throws CommandException when the weights are of no classifier that is known
   * @throws dev.attune.adaptation.weights.WeightsException when there is no such model, or it is
   *     damaged
   */
  static ClassifierModel load(ModelCatalog catalog, String nameOrFile) {
    LoadedModel loaded = catalog.load(nameOrFile);
    try {
      return new ClassifierModel(
          loaded.label(), loaded.sha256(), Backbones.of(loaded.weights(), loaded.label()));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.MODEL, e.getMessage(), e);
    }
  }
}
