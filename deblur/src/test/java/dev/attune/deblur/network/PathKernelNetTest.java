package dev.attune.deblur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.network.Network;
import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.runtime.torch.Parameters;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import dev.attune.deblur.guide.PathSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathKernelNetTest {
  private static final PathKernelNet NET = new PathKernelNet(8, 2);
  private static final int CHANNELS = 3 + PathSamples.CHANNELS;

  private static float[] random(int n, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return out;
  }

  /** Weights whose last layer says something. */
  private static Weights weights() {
    Map<String, HostTensor> all = new LinkedHashMap<>(Initialization.weights(NET, 1).tensors());
    Shape tail = all.get("tail.weight").shape();
    all.put("tail.weight", HostTensor.of(tail, random((int) tail.elements(), 0.3, 5)));
    return Weights.of(all, NET.metadata());
  }

  @ParameterizedTest
  @CsvSource({"8,12", "20,16", "4,4"})
  void bothEnginesAndAllFormsAgreeAtAnySize(int height, int width) {
    int n = CHANNELS * height * width;
    float[] pictures = random(2 * n, 0.5, 3);
    List<Network> networks = List.of(NET.frame(), NET.window(2));
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p = Parameters.of(engine, weights(), networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, networks);
        FrozenModel frame = FrozenModel.load(NET.frame(), weights(), ComputeSettings.single());
        Scope scope = new Scope()) {
      float[] one = run(model.executable("frame"), scope, pictures, 2, CHANNELS, height, width);
      float[] other = run(frame, scope, pictures, 2, CHANNELS, height, width);
      float[] window =
          run(model.executable("window"), scope, pictures, 1, 2, CHANNELS, height, width);
      for (int i = 0; i < one.length; i++) {
        assertThat(other[i]).isCloseTo(one[i], within(2e-5f));
        assertThat(window[i]).isCloseTo(one[i], within(1e-6f));
      }
    }
  }

  private static float[] run(Executable of, Scope scope, float[] values, long... shape) {
    return of.run(scope, List.of(of.tensor(scope, Shape.of(shape), values))).get(0).toFloats();
  }

  @Test
  void withoutSamplesAndCorrectionsTheInputComesBack() {
    int n = 8 * 8;
    float[] picture = random(CHANNELS * n, 0.5, 9);
    try (FrozenModel frame =
            FrozenModel.load(
                NET.frame(), Initialization.weights(NET, 4), ComputeSettings.single());
        Scope scope = new Scope()) {
      float[] out = run(frame, scope, picture, 1, CHANNELS, 8, 8);
      for (int i = 0; i < 3 * n; i++) {
        assertThat(out[i]).isEqualTo(picture[i]);
      }
    }
  }

  @Test
  void whatDoesNotMoveComesBackAsItIsAndWhatMovesIsRestored() {
    int n = 8 * 8;
    float[] picture = random(CHANNELS * n, 0.5, 9);
    // The left half hardly moves, the right half moves by 5 px.
    for (int i = 0; i < n; i++) {
      picture[(CHANNELS - 1) * n + i] = i % 8 < 4 ? 0.7f / 16 : 5f / 16;
    }
    try (FrozenModel frame = FrozenModel.load(NET.frame(), weights(), ComputeSettings.single());
        Scope scope = new Scope()) {
      float[] out = run(frame, scope, picture, 1, CHANNELS, 8, 8);
      for (int i = 0; i < 3 * n; i++) {
        if (i % 8 < 4) {
          assertThat(out[i]).isEqualTo(picture[i]);
        } else {
          assertThat(out[i]).isNotEqualTo(picture[i]);
        }
      }
    }
  }

  @Test
  void itsWeightsSayWhatTheyAreFor() {
    assertThat(DeblurNetworks.of(weights())).isEqualTo(NET);
    assertThat(NET.past() + NET.future()).isZero();
    assertThat(NET.guided()).isTrue();
    assertThat(Estrnn.published().guided()).isFalse();
    assertThat(NET.parameterTable().get("blocks.1.second.weight")).isEqualTo(Shape.of(8, 8, 3, 3));
  }

  @Test
  void widthsThatNoLayerCanHaveAreRefused() {
    assertThatThrownBy(() -> new PathKernelNet(12, 2)).hasMessageContaining("multiple of 8");
    assertThatThrownBy(() -> new PathKernelNet(16, 0)).hasMessageContaining("blocks 0");
  }

  @Test
  void aStreamRestoresEveryPictureAtOnce() {
    List<String> out = new ArrayList<>();
    try (LoadedNetwork loaded = LoadedNetwork.load(NET, weights(), ComputeSettings.single());
        PictureStream<String> stream = loaded.stream((label, x) -> out.add(label + x.shape()))) {
      for (String label : List.of("a", "b")) {
        ByteBuffer planes =
            ByteBuffer.allocateDirect(4 * CHANNELS * 8 * 4).order(ByteOrder.nativeOrder());
        planes.asFloatBuffer().put(random(CHANNELS * 8 * 4, 0.5, 2));
        stream.feed(label, planes, 8, 4);
        stream.endScene();
      }
    }
    assertThat(out).containsExactly("a" + Shape.of(1, 3, 8, 4), "b" + Shape.of(1, 3, 8, 4));
  }
}
