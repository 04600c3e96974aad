package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Models inside jars or class folders: every jar may bring some in the same folder. */
final class ShippedModels implements ModelSource {
  private final ClassLoader loader;
  private final String folder;

  /**
   * @param folder name of the resource folder, with {@code /} at its end
   */
  ShippedModels(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  @Override
  public List<ModelEntry> entries(List<WeightsException> problems) {
    List<ModelEntry> out = new ArrayList<>();
    try {
      for (URL root : Collections.list(loader.getResources(folder))) {
        for (String name : cardNames(root)) {
          try {
            out.add(entry(root, name));
          } catch (WeightsException e) {
            problems.add(e);
          }
        }
      }
    } catch (IOException e) {
      problems.add(
          new WeightsException(
              Kind.MISSING, folder, "the shipped models cannot be listed", "", "", e));
    }
    return out;
  }

  private static ModelEntry entry(URL root, String name) {
    URI cardPlace = URI.create(root + name);
    ModelCard card = Cards.checked(cardPlace.toString(), name, ModelBytes.text(cardPlace));
    URI weights = URI.create(root + card.weights().file());
    return new ModelEntry(
        card, ModelOrigin.SHIPPED, Cards.state(card, ModelBytes.size(weights)), weights);
  }

  private List<String> cardNames(URL root) throws IOException {
    if (root.getProtocol().equals("file")) {
      try (Stream<Path> files = Files.list(Path.of(URI.create(root.toString())))) {
        return files
            .map(f -> f.getFileName().toString())
            .filter(n -> n.endsWith(Cards.EXTENSION))
            .sorted()
            .toList();
      }
    }
    URLConnection connection = root.openConnection();
    connection.setUseCaches(false);
    if (!(connection instanceof JarURLConnection jar)) {
      throw new IOException("resources at " + root + " cannot be listed");
    }
    try (JarFile file = jar.getJarFile()) {
      return file.stream()
          .map(e -> e.getName())
          .filter(n -> n.startsWith(folder) && n.endsWith(Cards.EXTENSION))
          .map(n -> n.substring(folder.length()))
          .filter(n -> !n.contains("/"))
          .sorted()
          .toList();
    }
  }
}
