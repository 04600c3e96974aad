package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.adaptation.backbones.CifarResNet;
import dev.attune.adaptation.backbones.Normalisation;
import dev.attune.adaptation.backbones.Norms;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.files.WeightsFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code attune bench online} and {@code attune classify} with a small network of random weights.
 */
class OnlineCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final TestTerminal terminal = TestTerminal.piped();
  private Path weights;
  private Path data;

  @BeforeEach
  void prepare() throws IOException {
    weights = folder.resolve("net.safetensors");
    WeightsFiles.write(weights, randomWeights(3));
    data = Files.createDirectories(folder.resolve("data"));
    Random random = new Random(2);
    for (String name : List.of("a", "b", "c")) {
      Path of = Files.createDirectories(data.resolve(name));
      for (int i = 0; i < 14; i++) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 1024; p++) {
          image.setRGB(p % 32, p / 32, random.nextInt(1 << 24));
        }
        ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
      }
    }
  }

  private static Weights randomWeights(int classes) {
    Random random = new Random(1);
    Map<String, HostTensor> out = new LinkedHashMap<>();
    new CifarResNet(8, classes, Normalisation.IMAGENET)
        .network("net", new Norms(new Norms.Form.Running()))
        .parameterTable()
        .forEach(
            (name, shape) -> {
              float[] v = new float[Math.toIntExact(shape.elements())];
              for (int i = 0; i < v.length; i++) {
                v[i] =
                    name.endsWith("running_var") || name.matches(".*bn\\d\\.weight")
                        ? 1
                        : 0.1f * (float) random.nextGaussian();
              }
              out.put(name, HostTensor.of(shape, v));
            });
    return Weights.of(out, Map.of());
  }

  private int bench(String... more) {
    String[] all = new String[more.length + 7];
    System.arraycopy(
        new String[] {
          "bench",
          "online",
          "--weights=" + weights,
          "--data=" + data,
          "--limit=30",
          "--threads=1",
          "--progress=none"
        },
        0,
        all,
        0,
        7);
    System.arraycopy(more, 0, all, 7, more.length);
    return terminal.run(all);
  }

  @Test
  void methodsAreScoredOnEveryCorruption() throws IOException {
    Path page = folder.resolve("page.html");
    int code =
        bench(
            "--methods=source,bn,eata",
            "--corruptions=fog,contrast",
            "--source=10",
            "--batch=8",
            "--report=" + page,
            "--json");
    assertThat(code).as(terminal.err()).isZero();
    JsonNode result = JSON.readTree(terminal.out());
    assertThat(result.get("header").get("protocol").asText()).isEqualTo("continual");
    assertThat(result.get("header").get("samples").asText()).startsWith("30 a corruption, 60");
    assertThat(result.get("methods")).hasSize(3);
    for (JsonNode m : result.get("methods")) {
      double fog = m.get("corruptions").get("fog").get("error").asDouble();
      double contrast = m.get("corruptions").get("contrast").get("error").asDouble();
      assertThat(fog).isBetween(0.0, 1.0);
      assertThat(m.get("mean").get("error").asDouble()).isEqualTo((fog + contrast) / 2);
      assertThat(m.get("mean").get("nll").asDouble()).isPositive();
      assertThat(m.get("mean").get("ece").asDouble()).isBetween(0.0, 1.0);
      assertThat(m.get("secondsPerSample").asDouble()).isPositive();
    }
    assertThat(result.get("methods").get(2).get("method").asText()).isEqualTo("eata");
    assertThat(Files.readString(page)).contains("Methods on a stream", "contrast");
  }

  @Test
  void everyProtocolRunsAndTablesAreMarkdown() {
    for (String protocol :
        List.of("reset", "mixed", "gradual", "correlated", "sorted", "returns")) {
      int code =
          bench(
              "--methods=source",
              "--corruptions=contrast,pixelate",
              "--protocol=" + protocol,
              "--severity=2");
      assertThat(code).as(terminal.err()).isZero();
      assertThat(terminal.out()).contains("- protocol: " + protocol);
    }
    assertThat(terminal.out()).contains("| source |", "| method | contrast | pixelate |");
  }

  @Test
  void aPartHoldsItsShareOfEveryClass() throws IOException {
    String[] call = {"--methods=source", "--corruptions=fog", "--json", "--part=2/2"};
    assertThat(bench(call)).as(terminal.err()).isZero();
    JsonNode header = JSON.readTree(terminal.out()).get("header");
    assertThat(header.get("part of the pictures").asText()).isEqualTo("2/2");
    assertThat(header.get("samples").asText()).startsWith("21 a corruption");
    assertThat(bench("--part=3/2")).isEqualTo(2);
    assertThat(terminal.err()).contains("part 3/2");
    assertThat(bench("--part=half")).isEqualTo(2);
    assertThat(terminal.err()).contains("write it as 1/2");
  }

  @Test
  void runsOfOneSeedAreEqual() {
    String[] errors = new String[2];
    for (int i = 0; i < 2; i++) {
      TestTerminal own = TestTerminal.piped();
      own.run(
          "bench",
          "online",
          "--weights=" + weights,
          "--data=" + data,
          "--limit=20",
          "--threads=1",
          "--methods=tent",
          "--corruptions=gaussian_noise",
          "--batch=5",
          "--progress=none");
      errors[i] = own.out().replaceAll("(?s).*?(\\| tent \\|[^\\n]*).*", "$1");
    }
    assertThat(errors[1]).isEqualTo(errors[0]).startsWith("| tent |");
  }

  @Test
  void wrongWordsAreExplained() throws IOException {
    assertThat(bench("--methods=tend")).isEqualTo(2);
    assertThat(terminal.err()).contains("did you mean tent?");
    assertThat(bench("--corruptions=rain")).isEqualTo(2);
    assertThat(terminal.err()).contains("'rain' is unknown", "gaussian_noise");
    assertThat(bench("--protocol=contnual")).isEqualTo(2);
    assertThat(terminal.err()).contains("continual");
    WeightsFiles.write(weights, randomWeights(4));
    assertThat(bench("--methods=source")).isEqualTo(2);
    assertThat(terminal.err()).contains("3 classes", "knows 4");
    WeightsFiles.write(weights, Weights.of(Map.of("a", HostTensor.of(Shape.of(1), 1)), Map.of()));
    assertThat(bench("--methods=source")).isEqualTo(4);
    assertThat(terminal.err()).contains("no classifier that is known");
  }

  @Test
  void framesAreClassifiedInOrder() throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), "cat\ndog\nowl\n");
    int code =
        terminal.run(
            "classify",
            data.resolve("a").toString(),
            "--weights=" + weights,
            "--classes=" + names,
            "--batch=4",
            "--threads=1",
            "--quiet");
    assertThat(code).as(terminal.err()).isZero();
    String[] lines = terminal.out().split("\n", -1);
    assertThat(lines).hasSize(15);
    for (int i = 0; i < 14; i++) {
      JsonNode f = JSON.readTree(lines[i]);
      assertThat(f.get("frame").asInt()).isEqualTo(i);
      assertThat(f.get("label").asInt()).isBetween(0, 2);
      assertThat(f.get("name").asText()).isIn("cat", "dog", "owl");
      assertThat(f.get("probability").asDouble()).isBetween(0.3, 1.0);
    }
  }

  @Test
  void linesGoToAFileAndTheSummaryToStdout() throws IOException {
    Path out = folder.resolve("o.jsonl");
    String[] call = {
      "classify",
      data.resolve("b").toString(),
      "--weights=" + weights,
      "--method=source",
      "--threads=1",
      "--json",
      "--quiet",
      "-o",
      out.toString()
    };
    assertThat(terminal.run(call)).as(terminal.err()).isZero();
    assertThat(JSON.readTree(terminal.out()).get("frames").asInt()).isEqualTo(14);
    assertThat(JSON.readTree(terminal.out()).get("adaptedBatches").asInt()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(14);
    assertThat(terminal.run(call)).isEqualTo(6);
    assertThat(terminal.err()).contains("exists");
  }

  @Test
  void methodsThatCannotBeUsedOnAVideoAreNamed() {
    String input = data.resolve("a").toString();
    String w = "--weights=" + weights;
    assertThat(terminal.run("classify", input, w, "--method=eata")).isEqualTo(2);
    assertThat(terminal.err()).contains("source domain");
    assertThat(terminal.run("classify", input, w, "--method=magic")).isEqualTo(2);
    assertThat(terminal.err()).contains("'magic' is unknown");
    assertThat(terminal.run("classify", input, w, "--json")).isEqualTo(2);
    assertThat(terminal.err()).contains("give -o");
  }
}
