package dev.attune.adaptation.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.network.Engines;
import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.network.op.ConvTranspose2d;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies in memory that was freed reaches neither results nor gradients. */
class FreedMemoryTest {
  private static final int TIMES = 6;

  /** Frees many pieces of memory of usual sizes that are full of what is no number. */
  private static void litter(TrainableModel model) {
    try (Scope scope = new Scope()) {
      for (int i = 0; i < 300; i++) {
        int length = 64 << (i % 12);
        ByteBuffer junk =
            ByteBuffer.allocateDirect(Float.BYTES * length).order(ByteOrder.nativeOrder());
        for (int j = 0; j < length; j++) {
          junk.putFloat(Float.BYTES * j, Float.NaN);
        }
        Tensor unused = model.tensor(scope, ElementType.FLOAT32, Shape.of(length), junk);
        assertThat(unused.shape().elements()).isEqualTo(length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2,3,5,1,32",
    "2,4,5,2,32",
    "16,3,5,1,32",
    "16,3,5,1,128",
    "24,16,3,1,64",
    "48,21,3,1,24",
    "12,12,5,1,32",
    "16,32,3,1,48",
    "3,16,3,1,48",
    "20,6,1,1,32"
  })
  void aConvolution(int channels, int made, int kernel, int stride, int side) {
    GraphBuilder g = new GraphBuilder("loss");
    Value x = g.input("x", 1, channels, side, side);
    Value y = g.conv2d("c", x, made, kernel, Conv2d.same(kernel, stride), true);
    requireNumbers(g.build(g.mean(g.mul(y, y))), Shape.of(1, channels, side, side));
  }

  @ParameterizedTest
  @CsvSource({"2,3,32", "4,2,32", "12,20,24", "32,16,16"})
  void aTransposedConvolution(int channels, int made, int side) {
    GraphBuilder g = new GraphBuilder("loss");
    Value x = g.input("x", 1, channels, side, side);
    Value y = g.convTranspose2d("c", x, made, 3, new ConvTranspose2d(2, 1, 1));
    requireNumbers(g.build(g.mean(g.mul(y, y))), Shape.of(1, channels, side, side));
  }

  private static void requireNumbers(Network network, Shape shape) {
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters parameters =
            Parameters.of(engine, Engines.weights(network), List.of(network), ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, parameters, List.of(network))) {
      for (int i = 0; i < TIMES; i++) {
        try (Scope scope = new Scope()) {
          Tensor x =
              Engines.upload(model.executable("loss"), scope, Engines.random(1, shape.dims()));
          litter(model);
          assertThat(model.accumulateGradients("loss", 1, x)).isFinite();
          litter(model);
          requireNumbers(
              model.inputGradients("loss", scope, List.of(x)).get(0).toHost().toFloats());
          parameters.gradients().values().forEach(t -> requireNumbers(t.toFloats()));
          parameters.clearGradients();
        }
      }
    }
  }

  private static void requireNumbers(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    assertThat(sum).isFinite();
  }
}
