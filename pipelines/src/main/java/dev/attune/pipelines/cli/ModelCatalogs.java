package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.catalog.ModelCatalog;
import java.nio.file.Path;

/** The catalogue of this installation and this user. */
final class ModelCatalogs {
  private ModelCatalogs() {}

  static ModelCatalog of(Terminal terminal) {
    return new ModelCatalog(
        ModelCatalogs.class.getClassLoader(),
        ModelCatalog.SHIPPED,
        ModelCatalog.defaultFolder(
            terminal.environment(), Path.of(System.getProperty("user.home"))));
  }
}
