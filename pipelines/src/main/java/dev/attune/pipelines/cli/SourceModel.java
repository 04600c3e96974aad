package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.catalog.ColourOrder;
import dev.attune.adaptation.weights.catalog.LoadedModel;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.deblur.network.ColourChannels;
import dev.attune.deblur.network.DeblurNetworks;

/**
 * The deblurring model that a command begins with.
 *
 * @param name catalogue name or file
 * @param weights for pictures with red first
 */
record SourceModel(String name, Weights weights) {

  /**
   * Loads a model.
   *
   * @throws CommandException when the weights are for no deblurring network
   * @throws dev.attune.adaptation.weights.WeightsException when there is no such model, or it is
   *     damaged
   */
  static SourceModel load(ModelCatalog catalog, String nameOrFile) {
    LoadedModel loaded = catalog.load(nameOrFile);
    try {
      DeblurNetworks.of(loaded.weights());
      boolean blueFirst =
          loaded.description().map(d -> d.colourOrder() == ColourOrder.BGR).orElse(false);
      return new SourceModel(
          loaded.label(), blueFirst ? ColourChannels.reversed(loaded.weights()) : loaded.weights());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.MODEL, loaded.label() + ": " + e.getMessage(), e);
    }
  }
}
