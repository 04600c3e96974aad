package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.catalog.ColourOrder;
import dev.attune.adaptation.weights.catalog.ModelCatalog;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import dev.attune.deblur.network.ColourChannels;
import dev.attune.deblur.network.Estrnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandsTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void makeWeights() {
    Estrnn network = new Estrnn(2, 1, 1, 1, Estrnn.Activation.RELU, true);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    network
        .parameterTable()
        .forEach(
            (name, shape) -> tensors.put(name, HostTensor.of(shape, numbers(shape.elements()))));
    file = folder.resolve("trained.safetensors");
    SafetensorsFile.write(file, Weights.of(tensors, network.metadata()));
  }

  @Test
  void whatIsImportedIsListedVerifiedFoundAndExported() throws IOException {
    assertThat(run("import", file.toString(), "--name", "mine", "--licence", "MIT").err).isEmpty();
    JsonNode listed = null;
    for (JsonNode m : new ObjectMapper().readTree(run("list", "--json").out).get("models")) {
      listed = m.get("name").asText().equals("mine") ? m : listed;
    }
    assertThat(listed).as("the imported model among those listed").isNotNull();
    assertThat(listed.get("network").asText()).isEqualTo("estrnn");
    assertThat(listed.at("/configuration/features").asInt()).isEqualTo(2);
    assertThat(listed.get("licence").asText()).isEqualTo("MIT");
    assertThat(run("list").out).containsPattern("mine +estrnn features=2");
    assertThat(run("verify").out.lines()).contains("verified  mine", "verified  " + "path-kernel");
    assertThat(Path.of(run("where", "mine").out.strip())).isRegularFile();

    Path exported = folder.resolve("out.safetensors");
    assertThat(run("export", "mine", "-o", exported.toString(), "--type", "float16").code).isZero();
    Weights weights = SafetensorsFile.read(exported);
    assertThat(weights.get("cell.F_B0.weight").type()).isEqualTo(ElementType.FLOAT16);
  }

  @Test
  void coloursOfPublishedCheckpointsAreTurnedAround() throws IOException {
    assertThat(run("import", file.toString(), "--name", "blue", "--colour-order", "bgr").code)
        .isZero();
    ModelCatalog catalog =
        new ModelCatalog(
            getClass().getClassLoader(), ModelCatalog.SHIPPED, folder.resolve("models"));
    assertThat(catalog.load("blue").description().orElseThrow().colourOrder())
        .isEqualTo(ColourOrder.BGR);
    assertThat(SourceModel.load(catalog, "blue").weights().sha256())
        .isEqualTo(ColourChannels.reversed(catalog.load("blue").weights()).sha256())
        .isNotEqualTo(catalog.load("blue").weights().sha256());
  }

  @Test
  void aDamagedModelIsToldWithExitCode4() throws IOException {
    run("import", file.toString(), "--name", "mine");
    Path stored = Path.of(run("where", "mine").out.strip());
    Files.writeString(stored, "x", StandardOpenOption.APPEND);
    Result verified = run("verify");
    assertThat(verified.code).isEqualTo(4);
    assertThat(verified.out).contains("damaged  mine");
    assertThat(run("export", "mine", "-o", folder.resolve("o.safetensors").toString()).code)
        .isEqualTo(4);
  }

  @Test
  void nothingIsReplacedWithoutBeingAsked() throws IOException {
    run("import", file.toString(), "--name", "mine");
    Result again = run("import", file.toString(), "--name", "mine");
    assertThat(again.code).isEqualTo(2);
    assertThat(again.err).contains("there is a model 'mine' already");
    assertThat(run("import", file.toString(), "--name", "mine", "-y").code).isZero();

    Path taken = Files.writeString(folder.resolve("taken.safetensors"), "precious");
    Result export = run("export", "mine", "-o", taken.toString());
    assertThat(export.code).isEqualTo(6);
    assertThat(export.err).contains("taken.safetensors exists; give -y");
    assertThat(taken).hasContent("precious");
    assertThat(run("export", "mine", "-o", taken.toString(), "-y", "-n").code).isEqualTo(2);
    assertThat(run("export", "mine", "-o", taken.toString(), "-y").code).isZero();
  }

  @Test
  void aPersonIsAsked() throws IOException {
    run("import", file.toString(), "--name", "mine");
    Path taken = Files.writeString(folder.resolve("taken.safetensors"), "precious");
    TestTerminal no = TestTerminal.interactive("n\n", environment());
    assertThat(no.run("models", "export", "mine", "-o", taken.toString())).isEqualTo(6);
    assertThat(no.err()).contains("taken.safetensors exists. Replace it? [y/N]", "left as it is");
    assertThat(taken).hasContent("precious");
    TestTerminal yes = TestTerminal.interactive("Yes\n", environment());
    assertThat(yes.run("models", "export", "mine", "-o", taken.toString())).isZero();
    assertThat(SafetensorsFile.read(taken).tensors()).isNotEmpty();
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.pth"), "hello");
    assertThat(run("import", text.toString(), "--name", "x").code).isEqualTo(4);
    assertThat(run("import", folder.resolve("none.pth").toString(), "--name", "x").code)
        .isEqualTo(4);
    Path other = folder.resolve("other.safetensors");
    SafetensorsFile.write(other, Weights.of(Map.of("a", HostTensor.of(Shape.of(1), 1)), Map.of()));
    Result result = run("import", other.toString(), "--name", "x");
    assertThat(result.code).isEqualTo(4);
    assertThat(result.err).contains("other.safetensors: the weights are for no network");
    assertThat(run("where", "x").code).isEqualTo(4);
    assertThat(run("import", file.toString(), "--name", "No Name").code).isEqualTo(2);
    assertThat(folder.resolve("models"))
        .satisfiesAnyOf(
            models -> assertThat(models).doesNotExist(),
            models -> assertThat(models).isEmptyDirectory());
  }

  @Test
  void importedModelsLieWhereTheEnvironmentSays() {
    assertThat(run("where").out).isEqualToIgnoringNewLines(folder.resolve("models").toString());
  }

  private static float[] numbers(long count) {
    float[] numbers = new float[Math.toIntExact(count)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * 1e-3f;
    }
    return numbers;
  }

  private Map<String, String> environment() {
    return Map.of("ATTUNE_MODELS", folder.resolve("models").toString());
  }

  private Result run(String... arguments) {
    TestTerminal terminal = TestTerminal.piped(environment());
    String[] all = Stream.concat(Stream.of("models"), Stream.of(arguments)).toArray(String[]::new);
    int code = terminal.run(all);
    return new Result(code, terminal.out(), terminal.err());
  }

  private record Result(int code, String out, String err) {}
}
