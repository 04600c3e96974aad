package dev.attune.adaptation.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.WeightNames;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsCheck;
import dev.attune.adaptation.weights.files.WeightsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CifarResNetTest {
  private static Network network(int depth) {
    return new CifarResNet(depth, 10, Normalisation.IMAGENET)
        .network("net", new Norms(new Norms.Form.Running()));
  }

  @Test
  void hasThePublishedSizes() {
    assertThat(network(20).trainableElements()).isEqualTo(269_722);
    assertThat(network(56).trainableElements()).isEqualTo(853_018);
    assertThat(network(20).outputShapes(List.of(Shape.of(5, 3, 32, 32))))
        .containsExactly(Shape.of(5, 10), Shape.of(5, 64));
  }

  @Test
  void refusesOtherDepths() {
    assertThatThrownBy(() -> new CifarResNet(21, 10, Normalisation.NONE))
        .hasMessageContaining("6 n + 2");
  }

  @Test
  void publishedCheckpointsFit() throws IOException {
    String given = System.getProperty("attune.data.dir", "");
    assumeFalse(given.isBlank(), "attune.data.dir is not set");
    Path folder =
        Path.of(System.getProperty("attune.root", ""))
            .resolve(given)
            .resolve("weights/cifar10_resnet");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".th")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      int depth =
          Integer.parseInt(file.getFileName().toString().replaceAll("resnet(\\d+)-.*", "$1"));
      Weights weights = WeightNames.stripKnownPrefix(WeightsFiles.read(file));
      assertThat(WeightsCheck.of(weights, network(depth).parameterTable()).differences())
          .isEqualTo("no difference");
    }
  }
}
