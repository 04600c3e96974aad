package dev.attune.adaptation.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  private static final Weights WEIGHTS =
      Weights.of(Map.of("conv.weight", HostTensor.of(Shape.of(2, 2), 1, 2, 3, 4)), Map.of());

  @TempDir Path folder;
  private Path user;
  private Path shipped;
  private URLClassLoader loader;
  private ModelCatalog catalog;

  @BeforeEach
  void shipTwoModels() throws IOException {
    user = folder.resolve("user");
    shipped = folder.resolve("classes").resolve(ModelCatalog.SHIPPED);
    Path jarred = folder.resolve("unpacked").resolve(ModelCatalog.SHIPPED);
    ship(shipped, "estrnn-small", WEIGHTS);
    ship(jarred, "raft-small", WEIGHTS);
    Path jar = jar(folder.resolve("unpacked"));
    URL[] roots = {folder.resolve("classes").toUri().toURL(), jar.toUri().toURL()};
    loader = new URLClassLoader(roots, null);
    catalog = new ModelCatalog(loader, ModelCatalog.SHIPPED, user);
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  @Test
  void shippedModelsOfFoldersAndJarsAreListedVerifiedAndLoaded() {
    ModelList list = catalog.list();
    assertThat(list.problems()).isEmpty();
    assertThat(list.entries())
        .extracting(ModelEntry::name)
        .containsExactly("estrnn-small", "raft-small");
    for (ModelEntry entry : list.entries()) {
      assertThat(entry.origin()).isEqualTo(ModelOrigin.SHIPPED);
      assertThat(entry.state()).isEqualTo(ModelState.PRESENT);
      assertThat(catalog.verify(entry).state()).isEqualTo(ModelState.VERIFIED);
      LoadedModel loaded = catalog.load(entry.name());
      assertThat(loaded.weights().bitEquals(WEIGHTS)).isTrue();
      assertThat(loaded.sha256()).isEqualTo(entry.card().weights().sha256());
      assertThat(loaded.description()).contains(description(entry.name()));
      assertThat(loaded.location()).isEqualTo(entry.location());
    }
    assertThat(list.entries().get(1).location().toString()).startsWith("jar:file:").contains("!/");
  }

  @Test
  void anImportedModelIsKeptWithItsOriginAndLoadedByName() throws IOException {
    Path file = saved("mine.safetensors", WEIGHTS);
    ModelEntry entry = catalog.importFile(file, Optional.empty(), description("mine"), false);
    assertThat(entry.origin()).isEqualTo(ModelOrigin.IMPORTED);
    assertThat(entry.state()).isEqualTo(ModelState.PRESENT);
    Files.delete(file);

    LoadedModel loaded = catalog.load("mine");
    assertThat(loaded.weights().bitEquals(WEIGHTS)).isTrue();
    assertThat(loaded.weights().metadata())
        .containsEntry(ModelCatalog.SOURCE_FILE_KEY, "mine.safetensors")
        .containsKey(ModelCatalog.SOURCE_SHA256_KEY);
    assertThat(loaded.description()).contains(description("mine"));
    assertThat(catalog.list().entries())
        .extracting(ModelEntry::name)
        .containsExactly("estrnn-small", "raft-small", "mine");
    assertThat(names(user)).hasSize(2).contains("mine.json");
  }

  @Test
  void aNameIsOnlyReplacedOnDemandAndTheOldFileGoes() throws IOException {
    Weights other = Weights.of(Map.of("a", HostTensor.of(Shape.of(1), 9)), Map.of());
    Path first = saved("a.safetensors", WEIGHTS);
    Path second = saved("b.safetensors", other);
    catalog.importFile(first, Optional.empty(), description("mine"), false);
    assertThatThrownBy(
            () -> catalog.importFile(second, Optional.empty(), description("mine"), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mine'");
    assertThat(catalog.load("mine").weights().bitEquals(WEIGHTS)).isTrue();
    catalog.importFile(second, Optional.empty(), description("mine"), true);
    assertThat(catalog.load("mine").weights().bitEquals(other)).isTrue();
    assertThat(names(user)).hasSize(2);
    assertThatThrownBy(
            () -> catalog.importFile(first, Optional.empty(), description("raft-small"), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("part of Attune");
  }

  @Test
  void aBadFileLeavesNoTrace() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.pth"), "<html>");
    assertThatThrownBy(() -> catalog.importFile(bad, Optional.empty(), description("mine"), false))
        .isInstanceOf(WeightsException.class);
    assertThat(user).doesNotExist();
    Path good = saved("a.safetensors", WEIGHTS);
    ModelCatalog blocked =
        new ModelCatalog(loader, ModelCatalog.SHIPPED, good.resolve("below-a-file"));
    WeightsException e =
        catchThrowableOfType(
            WeightsException.class,
            () -> blocked.importFile(good, Optional.empty(), description("mine"), false));
    assertThat(e.kind()).isEqualTo(Kind.OUTPUT);
  }

  @Test
  void weightsOfAnotherDigestAreNotLoaded() throws IOException {
    catalog.importFile(
        saved("a.safetensors", WEIGHTS), Optional.empty(), description("mine"), false);
    ModelEntry entry = catalog.get("mine");
    Path file = Path.of(entry.location());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThat(catalog.get("mine").state()).isEqualTo(ModelState.PRESENT);
    assertThat(catalog.verify(entry).state()).isEqualTo(ModelState.DAMAGED);
    WeightsException e = failure(() -> catalog.load("mine"));
    assertThat(e.kind()).isEqualTo(Kind.DIGEST);
    assertThat(e).hasMessageContaining(entry.card().weights().sha256());

    Files.write(file, new byte[3]);
    assertThat(catalog.get("mine").state()).isEqualTo(ModelState.DAMAGED);
    Files.delete(file);
    assertThat(catalog.get("mine").state()).isEqualTo(ModelState.MISSING);
    assertThat(catalog.verify(entry).state()).isEqualTo(ModelState.MISSING);
    assertThat(failure(() -> catalog.load("mine")).kind()).isEqualTo(Kind.MISSING);
  }

  @Test
  void aShippedFileThatWasChangedIsNotLoaded() throws IOException {
    SafetensorsFile.write(
        shipped.resolve("estrnn-small.safetensors"),
        Weights.of(Map.of("conv.weight", HostTensor.of(Shape.of(2, 2), 1, 2, 3, 5)), Map.of()));
    WeightsException e = failure(() -> catalog.load("estrnn-small"));
    assertThat(e.kind()).isEqualTo(Kind.DIGEST);
    assertThat(e).hasMessageContaining("Install Attune again");
  }

  @Test
  void filesAreLoadedByPathAndTellWhatTheyTell() throws IOException {
    Path file = saved("loose.safetensors", WEIGHTS);
    LoadedModel loose = catalog.load(file.toString());
    assertThat(loose.weights().bitEquals(WEIGHTS)).isTrue();
    assertThat(loose.description()).isEmpty();
    assertThat(loose.label()).isEqualTo(file.toString());

    Path exported = folder.resolve("out").resolve("exported.safetensors");
    catalog.export("raft-small", exported, Optional.empty());
    LoadedModel again = catalog.load(exported.toString());
    assertThat(again.weights().bitEquals(WEIGHTS)).isTrue();
    assertThat(again.description()).contains(description("raft-small"));

    Weights half = catalog.export("raft-small", exported, Optional.of(ElementType.FLOAT16));
    assertThat(SafetensorsFile.read(exported).bitEquals(half)).isTrue();
    assertThat(half.get("conv.weight").type()).isEqualTo(ElementType.FLOAT16);
  }

  @Test
  void whatIsNeitherModelNorFileIsToldWithTheNamesThereAre() {
    for (String name : List.of("estrn-small", "no/such.pth", "none.safetensors", "", "a\0b")) {
      WeightsException e = failure(() -> catalog.load(name));
      assertThat(e.kind()).isEqualTo(Kind.MISSING);
      assertThat(e).hasMessageContaining("one of estrnn-small, raft-small");
    }
    assertThat(failure(() -> catalog.get("none")).kind()).isEqualTo(Kind.MISSING);
    ModelCatalog empty = new ModelCatalog(loader, "nowhere/", user);
    assertThat(failure(() -> empty.load("x"))).hasMessageContaining("no models are known");
  }

  @Test
  void oneBrokenCardDoesNotHideTheOthers() throws IOException {
    catalog.importFile(
        saved("a.safetensors", WEIGHTS), Optional.empty(), description("mine"), false);
    String good = Files.readString(user.resolve("mine.json"));
    Files.writeString(user.resolve("wrong.json"), "{");
    Files.writeString(user.resolve("renamed.json"), good);
    Files.writeString(user.resolve("huge.json"), " ".repeat((1 << 20) + 1));
    Files.writeString(user.resolve("raft-small.json"), good.replace("\"mine\"", "\"raft-small\""));
    ModelList list = catalog.list();
    assertThat(list.entries())
        .extracting(ModelEntry::name)
        .containsExactly("estrnn-small", "raft-small", "mine");
    assertThat(list.problems())
        .extracting(Throwable::getMessage)
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).contains("wrong.json: bad model card"),
            m -> assertThat(m).contains("renamed.json: this is the card of a model 'mine'"),
            m -> assertThat(m).contains("huge.json").contains("1 MiB"),
            m -> assertThat(m).contains("'raft-small' belongs to another model"));
    catalog.importFile(
        saved("a.safetensors", WEIGHTS), Optional.empty(), description("wrong"), false);
    assertThat(catalog.load("wrong").weights().bitEquals(WEIGHTS)).isTrue();
  }

  @Test
  void theUsualFolder() {
    Path home = Path.of("/home/ada");
    assertThat(ModelCatalog.defaultFolder(Map.of(), home))
        .isEqualTo(home.resolve(".attune/models"));
    assertThat(ModelCatalog.defaultFolder(Map.of("XDG_DATA_HOME", "/data"), home))
        .isEqualTo(Path.of("/data/attune/models"));
    assertThat(ModelCatalog.defaultFolder(Map.of("XDG_DATA_HOME", "relative"), home))
        .isEqualTo(home.resolve(".attune/models"));
    assertThat(
            ModelCatalog.defaultFolder(
                Map.of("XDG_DATA_HOME", "/data", "ATTUNE_MODELS", "/models"), home))
        .isEqualTo(Path.of("/models"));
  }

  static ModelDescription description(String name) {
    return new ModelDescription(
        name,
        "estrnn",
        Map.of("channels", 16, "growth", List.of(1, 2), "activation", "gelu"),
        "Apache-2.0",
        "attune train deblur --seed 7",
        Map.of("psnr.synthetic", 31.5),
        ColourOrder.RGB,
        new ValueRange(-0.5, 0.5));
  }

  private static void ship(Path folder, String name, Weights weights) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsFile.write(file, weights);
    StoredWeights stored =
        new StoredWeights(name + ".safetensors", ModelBytes.sha256(file.toUri()), Files.size(file));
    Files.writeString(
        folder.resolve(name + ".json"), CardJson.write(new ModelCard(description(name), stored)));
  }

  private Path jar(Path root) throws IOException {
    Path jar = folder.resolve("models with space.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> !f.equals(root)).toList()) {
        boolean isFolder = Files.isDirectory(file);
        entries.putNextEntry(new JarEntry(root.relativize(file) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(file, entries);
        }
      }
    }
    return jar;
  }

  private Path saved(String name, Weights weights) {
    Path file = folder.resolve(name);
    SafetensorsFile.write(file, weights);
    return file;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static WeightsException failure(ThrowingCallable call) {
    WeightsException e = catchThrowableOfType(WeightsException.class, call);
    assertThat(e).as("refusal").isInstanceOf(WeightsException.class);
    return e;
  }
}
