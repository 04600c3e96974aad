package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.files.AtomicFile;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Models in the user's folder: {@code NAME.json} beside {@code NAME-DIGEST.safetensors}. The card
 * is written last and the name of the weights tells their content, so that a model that is being
 * imported or replaced is always either the old or the new one.
 */
final class ImportedModels implements ModelSource {
  private static final int DIGITS_IN_NAME = 12;

  private final Path folder;

  ImportedModels(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<ModelEntry> entries(List<WeightsException> problems) {
    List<ModelEntry> out = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return out;
    }
    List<Path> cards;
    try (Stream<Path> files = Files.list(folder)) {
      cards = files.filter(f -> f.toString().endsWith(Cards.EXTENSION)).sorted().toList();
    } catch (IOException e) {
      problems.add(
          new WeightsException(
              Kind.MISSING, folder.toString(), "the folder cannot be listed", "", "", e));
      return out;
    }
    for (Path file : cards) {
      try {
        out.add(entry(file));
      } catch (WeightsException e) {
        problems.add(e);
      }
    }
    return out;
  }

  /** Stores weights under the name of the description, in place of what bore that name. */
  ModelEntry store(ModelDescription model, Weights weights) {
    Path cardFile = folder.resolve(model.name() + Cards.EXTENSION);
    Path before = Files.exists(cardFile) ? weightsBefore(cardFile) : null;
    Path part = folder.resolve(".import-" + UUID.randomUUID() + ".safetensors");
    try {
      SafetensorsFile.write(part, weights);
      String sha256 = ModelBytes.sha256(part.toUri());
      String name = model.name() + "-" + sha256.substring(0, DIGITS_IN_NAME) + ".safetensors";
      StoredWeights stored = new StoredWeights(name, sha256, Files.size(part));
      Path file = folder.resolve(name);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      String json = CardJson.write(new ModelCard(model, stored));
      AtomicFile.write(cardFile, json.getBytes(StandardCharsets.UTF_8));
      if (before != null && !before.equals(file)) {
        Files.deleteIfExists(before);
      }
      return entry(cardFile);
    } catch (IOException e) {
      throw new WeightsException(
          Kind.OUTPUT,
          folder.toString(),
          "the model '" + model.name() + "' cannot be stored: " + e.getMessage(),
          "",
          "choose another folder for models or free some room",
          e);
    } finally {
      deleteQuietly(part);
    }
  }

  private ModelEntry entry(Path file) {
    ModelCard card =
        Cards.checked(
            file.toString(), file.getFileName().toString(), ModelBytes.text(file.toUri()));
    Path weights = folder.resolve(card.weights().file());
    return new ModelEntry(
        card,
        ModelOrigin.IMPORTED,
        Cards.state(card, ModelBytes.size(weights.toUri())),
        weights.toUri());
  }

  private Path weightsBefore(Path cardFile) {
    try {
      return folder.resolve(entry(cardFile).card().weights().file());
    } catch (WeightsException e) {
      // A broken card is replaced; which weights were its own is not known.
      return null;
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The error that matters is on its way; a hidden leftover does no harm.
    }
  }
}
