package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.catalog.ColourOrder;
import dev.attune.adaptation.weights.catalog.ModelDescription;
import dev.attune.adaptation.weights.catalog.ValueRange;
import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.DeblurNetworks;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cards of deblurring networks. */
final class ModelDescriptions {
  private ModelDescriptions() {}

  /** The description of weights of a network. */
  static ModelDescription of(
      String name,
      DeblurNetwork network,
      String licence,
      String recipe,
      Map<String, Double> figures,
      ColourOrder order) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    network.metadata().forEach((key, value) -> configuration.put(key, typed(value)));
    String kind = configuration.remove(DeblurNetworks.KIND).toString();
    return new ModelDescription(
        name, kind, configuration, licence, recipe, figures, order, new ValueRange(-0.5, 0.5));
  }

  /** Numbers and truth values as such. */
  private static Object typed(String value) {
    if (value.matches("-?\\d{1,9}")) {
      return Integer.valueOf(value);
    }
    return value.matches("true|false") ? Boolean.valueOf(value) : value;
  }
}
