package dev.attune.adaptation.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFilesTest {
  @TempDir Path folder;

  @Test
  void storageInHalfPrecisionLeavesIntegersAlone() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("w", HostTensor.of(Shape.of(3), 1, 0.1f, Float.POSITIVE_INFINITY));
    tensors.put("n", Tensors.random(new Random(2), ElementType.INT64, 2));
    Path file = folder.resolve("half.anything");
    WeightsFiles.write(file, Weights.of(tensors, Map.of("k", "v")), ElementType.FLOAT16);
    Weights read = WeightsFiles.read(file);
    assertThat(read.get("w").type()).isEqualTo(ElementType.FLOAT16);
    assertThat(read.get("w").toFloats()).containsExactly(1, 0x1.998p-4f, Float.POSITIVE_INFINITY);
    assertThat(read.get("n").bitEquals(tensors.get("n"))).isTrue();
    assertThat(read.metadata()).containsEntry("k", "v");
  }

  @Test
  void numbersTooLargeForHalfPrecisionAreNotTurnedIntoInfinity() {
    Weights weights =
        Weights.of(Map.of("bn.running_var", HostTensor.of(Shape.of(2), 1, -70_000)), Map.of());
    Path file = folder.resolve("never.safetensors");
    assertThatThrownBy(() -> WeightsFiles.write(file, weights, ElementType.FLOAT16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bn.running_var")
        .hasMessageContaining("-70000");
    assertThat(file).doesNotExist();
    WeightsFiles.write(file, weights, ElementType.BFLOAT16);
    assertThat(WeightsFiles.read(file).get("bn.running_var").toFloats())
        .containsExactly(1, -70_144);
  }

  @Test
  void safetensorsHaveNoDictionariesAndAreNoCheckpoints() {
    Path file = folder.resolve("w.pth");
    WeightsFiles.write(file, Weights.of(Map.of(), Map.of()));
    assertThatThrownBy(() -> WeightsFiles.read(file, "state_dict"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("'state_dict'");
    assertThatThrownBy(() -> TorchCheckpoint.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("this is a safetensors file; expected a PyTorch checkpoint");
  }
}
