package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.WeightNames;
import dev.attune.adaptation.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that PyTorch wrote. */
@Tag("parity")
class WeightsParityTest {
  @TestFactory
  Stream<DynamicTest> checkpointsEqualTheirSafetensorsTwins() throws IOException {
    Path parity = folder("attune.parity.dir");
    List<Path> checkpoints;
    try (Stream<Path> files = Files.walk(parity)) {
      checkpoints =
          files
              .filter(f -> f.toString().endsWith(".pth") && Files.exists(twin(f)))
              .sorted()
              .toList();
    }
    assertThat(checkpoints).isNotEmpty();
    return checkpoints.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    parity.relativize(file).toString(), () -> assertTwins(file, twin(file))));
  }

  @Test
  void checkpointsOfTheOlderStream() {
    Path file = folder("attune.data.dir").resolve("weights/cifar10_resnet/resnet20-12fca82f.th");
    assumeTrue(Files.exists(file), "no " + file);
    Weights weights = WeightsFiles.read(file);
    assertThat(weights.metadata())
        .containsEntry("checkpoint.key", "state_dict")
        .containsEntry("checkpoint.best_prec1", "91.78000183105469");
    Weights stripped = WeightNames.stripKnownPrefix(weights);
    assertThat(stripped.get("conv1.weight").shape()).isEqualTo(Shape.of(16, 3, 3, 3));
    assertThat(WeightNames.select(stripped, n -> !n.contains("running_")).elements())
        .isEqualTo(269_722);
    for (float v : stripped.get("layer3.2.bn2.running_var").toFloats()) {
      assertThat(v).isBetween(1e-6f, 1e3f);
    }
  }

  @Test
  void checkpointsOfADetector() {
    Path folder = folder("attune.data.dir").resolve("weights/fastestdet");
    assumeTrue(Files.exists(folder), "no " + folder);
    Weights weights = WeightsFiles.read(folder.resolve("fastestdet_coco_ap05_0.253.pth"));
    assertThat(weights.tensors()).hasSize(420);
    assertThat(weights.get("backbone.first_conv.0.weight").shape())
        .isEqualTo(Shape.of(24, 3, 3, 3));
    assertThat(WeightsFiles.read(folder.resolve("shufflenetv2.pth")).tensors()).hasSize(330);
  }

  private static void assertTwins(Path checkpoint, Path safetensors) {
    Weights torch = WeightsFiles.read(checkpoint);
    Weights twin = WeightsFiles.read(safetensors);
    assertThat(torch.tensors().keySet()).isEqualTo(twin.tensors().keySet());
    torch.tensors().forEach((name, t) -> assertThat(t.bitEquals(twin.get(name))).as(name).isTrue());
  }

  private static Path twin(Path checkpoint) {
    return Path.of(checkpoint.toString().replaceFirst("\\.pth$", ".safetensors"));
  }

  private static Path folder(String property) {
    String folder = System.getProperty(property, "");
    assumeFalse(folder.isEmpty(), property + " is not set");
    return Path.of(folder);
  }
}
