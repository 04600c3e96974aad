package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.files.WeightsFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The models that Attune knows: shipped ones, which are resources of its jars, and imported ones in
 * a folder of the user. A model is only loaded when the digest of its file is that of its card.
 * Thread-safe; the folder may be shared by processes.
 */
public final class ModelCatalog {
  /** Resource folder of the shipped models. */
  public static final String SHIPPED = "dev/attune/models/";

  /** Metadata key under which stored and exported files carry their description as JSON. */
  public static final String DESCRIPTION_KEY = "attune.model";

  /** Metadata key of the name of the file that a model was imported from. */
  public static final String SOURCE_FILE_KEY = "attune.source.file";

  /** Metadata key of the SHA-256 of the file that a model was imported from. */
  public static final String SOURCE_SHA256_KEY = "attune.source.sha256";

  private static final int LISTED = 20;

  private final ShippedModels shipped;
  private final ImportedModels imported;
  private final Path userFolder;

  /**
   * A catalogue of given places.
   *
   * @param loader whose resources hold the shipped models
   * @param resourceFolder name of their folder, with {@code /} at its end
   * @param userFolder folder of the imported models, which need not exist yet
   */
  public ModelCatalog(ClassLoader loader, String resourceFolder, Path userFolder) {
    this.shipped = new ShippedModels(loader, resourceFolder);
    this.imported = new ImportedModels(userFolder);
    this.userFolder = userFolder;
  }

  /**
   * The usual folder of imported models: {@code ATTUNE_MODELS}, otherwise {@code attune/models}
   * under {@code XDG_DATA_HOME}, otherwise {@code .attune/models} in the home folder.
   *
   * @param environment variables of the process
   * @param home the user's home folder
   */
  public static Path defaultFolder(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("ATTUNE_MODELS", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    // The XDG specification says to ignore relative paths.
    if (!data.isBlank() && Path.of(data).isAbsolute()) {
      return Path.of(data, "attune", "models");
    }
    return home.resolve(".attune").resolve("models");
  }

  /** Folder of the imported models. */
  public Path userFolder() {
    return userFolder;
  }

  /**
   * All models by name, their state told by the size of their file, and all cards that cannot be
   * used. Of two models of one name the shipped one counts.
   */
  public ModelList list() {
    List<WeightsException> problems = new ArrayList<>();
    Map<String, ModelEntry> byName = new TreeMap<>();
    List<ModelEntry> all = new ArrayList<>(shipped.entries(problems));
    all.addAll(imported.entries(problems));
    for (ModelEntry entry : all) {
      ModelEntry first = byName.putIfAbsent(entry.name(), entry);
      if (first != null) {
        problems.add(
            new WeightsException(
                Kind.MISMATCH,
                ModelBytes.label(entry.location()),
                "the name '" + entry.name() + "' belongs to another model already",
                "",
                "import it under another name"));
      }
    }
    List<ModelEntry> entries = new ArrayList<>(byName.values());
    entries.sort(Comparator.comparing(ModelEntry::origin).thenComparing(ModelEntry::name));
    return new ModelList(entries, problems);
  }

  /**
   * The model of that name.
   *
   * @throws WeightsException of kind {@link Kind#MISSING} that lists the names there are
   */
  public ModelEntry get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The same model with its digest computed: verified, damaged or missing. */
  public ModelEntry verify(ModelEntry entry) {
    if (ModelBytes.size(entry.location()) < 0) {
      return entry.with(ModelState.MISSING);
    }
    boolean same = ModelBytes.sha256(entry.location()).equals(entry.card().weights().sha256());
    return entry.with(same ? ModelState.VERIFIED : ModelState.DAMAGED);
  }

  /**
   * Loads a model by its name, or a file by its path: a text with a folder or a known ending is a
   * path, any other is a name first.
   *
   * @throws WeightsException when there is neither, when the digest is wrong, or when the file
   *     cannot be read
   */
  public LoadedModel load(String nameOrFile) {
    Optional<ModelEntry> entry = looksLikeFile(nameOrFile) ? Optional.empty() : find(nameOrFile);
    if (entry.isPresent()) {
      return load(entry.get());
    }
    return loadFile(existingFile(nameOrFile).orElseThrow(() -> unknown(nameOrFile)));
  }

  /**
   * Loads a model of this catalogue.
   *
   * @throws WeightsException when its file is missing, damaged or of another digest
   */
  public LoadedModel load(ModelEntry entry) {
    ModelCard card = entry.card();
    String sha256 = requireDigest(entry);
    int bytes = (int) Math.min(Integer.MAX_VALUE, card.weights().bytes());
    return new LoadedModel(
        entry.name(),
        entry.location(),
        sha256,
        Optional.of(card.model()),
        ModelBytes.weights(entry.location(), bytes));
  }

  /**
   * Keeps a copy of a file of weights under a name, stored as safetensors with its description and
   * with the name and digest of the file it was.
   *
   * @param file of any readable format
   * @param key dictionary of a PyTorch checkpoint; empty finds it
   * @param replace whether an imported model of that name may be replaced
   * @throws IllegalArgumentException when the name is taken
   * @throws WeightsException when the file cannot be read or the copy not written
   */
  public ModelEntry importFile(
      Path file, Optional<String> key, ModelDescription model, boolean replace) {
    Optional<ModelEntry> before = find(model.name());
    if (before.isPresent() && before.get().origin() == ModelOrigin.SHIPPED) {
      throw new IllegalArgumentException(
          "the name '" + model.name() + "' belongs to a model that is part of Attune");
    }
    if (before.isPresent() && !replace) {
      throw new IllegalArgumentException(
          "there is a model '" + model.name() + "' already; choose another name or replace it");
    }
    Weights weights =
        key.map(k -> WeightsFiles.read(file, k)).orElseGet(() -> WeightsFiles.read(file));
    Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
    metadata.put(SOURCE_FILE_KEY, file.getFileName().toString());
    metadata.put(SOURCE_SHA256_KEY, ModelBytes.sha256(file.toUri()));
    return imported.store(model, described(model, weights.withMetadata(metadata)));
  }

  /**
   * Writes weights and their card into a folder, from which they can be imported or shipped.
   *
   * @throws WeightsException when they cannot be written
   */
  public static ModelEntry write(Path folder, ModelDescription model, Weights weights) {
    return new ImportedModels(folder).store(model, described(model, weights));
  }

  /**
   * Writes a model as a safetensors file that carries its description.
   *
   * @param storage type in which floating tensors are stored; empty keeps theirs
   * @return the weights as written
   * @throws IllegalArgumentException when a number is too large for the type
   * @throws WeightsException when the model cannot be loaded or the file not written
   */
  public Weights export(String name, Path target, Optional<ElementType> storage) {
    ModelEntry entry = get(name);
    Weights weights = described(entry.card().model(), load(entry).weights());
    if (storage.isPresent()) {
      WeightsFiles.write(target, weights, storage.get());
      return weights.as(storage.get());
    }
    WeightsFiles.write(target, weights);
    return weights;
  }

  private Optional<ModelEntry> find(String name) {
    return list().entries().stream().filter(e -> e.name().equals(name)).findFirst();
  }

  private static LoadedModel loadFile(Path file) {
    Weights weights = WeightsFiles.read(file);
    URI location = file.toUri();
    return new LoadedModel(
        file.toString(),
        location,
        ModelBytes.sha256(location),
        Optional.ofNullable(weights.metadata().get(DESCRIPTION_KEY))
            .map(json -> CardJson.description(file.toString(), json)),
        weights);
  }

  private static String requireDigest(ModelEntry entry) {
    StoredWeights stored = entry.card().weights();
    if (ModelBytes.size(entry.location()) < 0) {
      throw new WeightsException(
          Kind.MISSING,
          ModelBytes.label(entry.location()),
          "the weights of the model '" + entry.name() + "' are not there",
          "",
          again(entry));
    }
    String sha256 = ModelBytes.sha256(entry.location());
    if (!sha256.equals(stored.sha256())) {
      throw new WeightsException(
          Kind.DIGEST,
          ModelBytes.label(entry.location()),
          "the weights of the model '" + entry.name() + "' have the SHA-256 " + sha256,
          stored.sha256(),
          again(entry));
    }
    return sha256;
  }

  private static String again(ModelEntry entry) {
    return entry.origin() == ModelOrigin.SHIPPED ? "install Attune again" : "import it again";
  }

  private WeightsException unknown(String nameOrFile) {
    List<ModelEntry> entries = list().entries();
    String names =
        entries.stream().limit(LISTED).map(ModelEntry::name).collect(Collectors.joining(", "));
    return new WeightsException(
        Kind.MISSING,
        nameOrFile,
        "there is no model and no file of this name",
        entries.isEmpty() ? "a file, as no models are known" : "a file or one of " + names,
        "'attune models list' shows all models");
  }

  private static Weights described(ModelDescription model, Weights weights) {
    Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
    metadata.put(DESCRIPTION_KEY, CardJson.write(model).strip());
    return weights.withMetadata(metadata);
  }

  private static boolean looksLikeFile(String text) {
    return text.contains("/")
        || text.contains("\\")
        || List.of(".safetensors", ".pth", ".pt", ".th", ".tar").stream().anyMatch(text::endsWith);
  }

  private static Optional<Path> existingFile(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
