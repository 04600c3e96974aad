package dev.attune.deblur.network;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.attune.deblur.parity.NdArray;
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
import org.junit.jupiter.params.provider.ValueSource;

class DeblurStreamTest {
  private static final int HEIGHT = 16;
  private static final int WIDTH = 20;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamOf50FramesEqualsOneUnrolledRunInBothEngines(boolean residual) {
    Estrnn net = new Estrnn(4, 2, 2, 2, Estrnn.Activation.GELU, residual);
    Weights weights = weights(net, 1);
    NdArray input = pictures(50, 3);
    List<Network> networks = List.of(net.window(50), net.cell(), net.output(true));
    try (TorchEngine engine = TorchEngine.open(ComputeSettings.single());
        Parameters p = Parameters.of(engine, weights, networks, ElementType.FLOAT32);
        TrainableModel model = TrainableModel.load(engine, p, networks);
        Scope scope = new Scope()) {
      Executable window = model.executable("window");
      float[] unrolled =
          window
              .run(
                  scope,
                  List.of(window.tensor(scope, RecordedNetwork.shape(input), input.floats())))
              .get(0)
              .toFloats();
      close(
          EstrnnForwardParity.stream(
              net, model.executable("cell"), model.executable("output"), input),
          unrolled);
      try (FrozenModel cell = FrozenModel.load(net.cell(), weights, ComputeSettings.single());
          FrozenModel output =
              FrozenModel.load(net.output(true), weights, ComputeSettings.single())) {
        close(EstrnnForwardParity.stream(net, cell, output, input), unrolled);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2,2", "2,2,2", "3,2,2", "4,2,2", "9,2,2", "6,1,3", "6,3,1", "1,1,1"})
  void everyPictureComesOutOnceInOrderHoweverShortTheScene(int frames, int past, int future) {
    Estrnn net = new Estrnn(2, 1, past, future, Estrnn.Activation.RELU, true);
    List<Integer> out = new ArrayList<>();
    run(net, weights(net, 2), List.of(frames, frames + 1), (t, values) -> out.add(t));
    List<Integer> wanted = new ArrayList<>();
    for (int t = 0; t < 2 * frames + 1; t++) {
      wanted.add(t);
    }
    assertThat(out).isEqualTo(wanted);
  }

  @Test
  void aSceneAfterACutIsRestoredAsIfItStoodAlone() {
    Estrnn net = new Estrnn(4, 1, 2, 2, Estrnn.Activation.GELU, true);
    Weights weights = weights(net, 4);
    Map<Integer, float[]> both = new LinkedHashMap<>();
    run(net, weights, List.of(6, 5), both::put);
    Map<Integer, float[]> first = new LinkedHashMap<>();
    run(net, weights, List.of(6), first::put);
    first.forEach((t, values) -> assertThat(both.get(t)).isEqualTo(values));
    Map<Integer, float[]> joined = new LinkedHashMap<>();
    run(net, weights, List.of(11), joined::put);
    assertThat(both.get(5)).isNotEqualTo(joined.get(5));
    assertThat(both.get(6)).isNotEqualTo(joined.get(6));
  }

  @Test
  void bordersAreMirroredWithoutRepeatingThem() {
    assertThat(List.of(-2L, -1L, 0L, 4L, 5L, 6L).stream().map(k -> DeblurStream.mirror(k, 5)))
        .containsExactly(2L, 1L, 0L, 4L, 3L, 2L);
    assertThat(DeblurStream.mirror(-2, 1)).isZero();
    assertThat(DeblurStream.mirror(3, 2)).isEqualTo(1);
  }

  @Test
  void anUntrainedResidualNetworkGivesBackItsInput() {
    Estrnn net = new Estrnn(4, 1, 2, 2, Estrnn.Activation.RELU, true);
    NdArray input = pictures(4, 9);
    Map<Integer, float[]> out = new LinkedHashMap<>();
    run(net, Initialization.weights(net, 5), List.of(4), out::put);
    int n = 3 * HEIGHT * WIDTH;
    out.forEach((t, values) -> assertThat(values).isEqualTo(pictures(4, 0).floats(t * n, n)));
    assertThat(input.shape()).startsWith(1, 4);
  }

  /** Takes what a stream gives. */
  private interface Taker {
    void take(int t, float[] values);
  }

  private static void run(Estrnn net, Weights weights, List<Integer> scenes, Taker taker) {
    int total = scenes.stream().mapToInt(Integer::intValue).sum();
    NdArray input = pictures(total, 0);
    int n = 3 * HEIGHT * WIDTH;
    try (FrozenModel cell = FrozenModel.load(net.cell(), weights, ComputeSettings.single());
        FrozenModel output = FrozenModel.load(net.output(true), weights, ComputeSettings.single());
        DeblurStream<Integer> stream =
            new DeblurStream<>(net, cell, output, (t, x) -> taker.take(t, x.toFloats()))) {
      int t = 0;
      for (int length : scenes) {
        for (int k = 0; k < length; k++, t++) {
          ByteBuffer planes = ByteBuffer.allocateDirect(4 * n).order(ByteOrder.nativeOrder());
          planes.asFloatBuffer().put(input.floats(t * n, n));
          stream.feed(t, planes, HEIGHT, WIDTH);
        }
        stream.endScene();
      }
    }
  }

  private static void close(NdArray actual, float[] wanted) {
    assertThat(actual.values()).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(actual.values()[i])
          .isCloseTo(wanted[i], org.assertj.core.data.Offset.offset(1e-5));
    }
  }

  private static NdArray pictures(int frames, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[frames * 3 * HEIGHT * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    return NdArray.of(new int[] {1, frames, 3, HEIGHT, WIDTH}, values);
  }

  /** Random weights, also where an untrained network has zeros. */
  private static Weights weights(Estrnn net, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, HostTensor> out = new LinkedHashMap<>();
    net.parameterTable()
        .forEach(
            (name, shape) -> {
              float[] values = new float[Math.toIntExact(shape.elements())];
              double bound = shape.rank() > 1 ? Math.sqrt(1.0 / net.fanIn(name, shape)) : 0.1;
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
              }
              out.put(name, HostTensor.of(Shape.of(shape.dims()), values));
            });
    return Weights.of(out, net.metadata());
  }
}
