package dev.attune.deblur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.attune.adaptation.runtime.ComputeSettings;
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

class TiledStreamTest {
  private static final int HEIGHT = 148;
  private static final int WIDTH = 204;
  private static final int N = HEIGHT * WIDTH;

  private static float[] random(int n, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return out;
  }

  private static Weights weights(DeblurNetwork net, String last) {
    Map<String, HostTensor> all = new LinkedHashMap<>(Initialization.weights(net, 1).tensors());
    Shape shape = all.get(last).shape();
    all.put(last, HostTensor.of(shape, random((int) shape.elements(), 0.3, 5)));
    return Weights.of(all, net.metadata());
  }

  /** Two scenes of three pictures; the numbers and pictures that come out. */
  private static Map<Integer, float[]> restored(
      DeblurNetwork net, Weights weights, Tiling tiling, List<TiledStream.State> states) {
    Map<Integer, float[]> out = new LinkedHashMap<>();
    ByteBuffer planes = ByteBuffer.allocateDirect(12 * N).order(ByteOrder.nativeOrder());
    float[] samples = random(PathSamples.CHANNELS * N, 0.5, 77);
    Guide guide =
        (part, target) -> {
          for (int c = 0; c < PathSamples.CHANNELS; c++) {
            for (int y = 0; y < part.height(); y++) {
              target.put(
                  (c * part.height() + y) * part.width(),
                  samples,
                  (c * HEIGHT + part.top() + y) * WIDTH + part.left(),
                  part.width());
            }
          }
        };
    try (LoadedNetwork loaded = LoadedNetwork.load(net, weights, ComputeSettings.single());
        TiledStream<Integer> stream =
            loaded.stream(
                tiling,
                (label, result) -> {
                  ByteBuffer b = ByteBuffer.allocateDirect(12 * N).order(ByteOrder.nativeOrder());
                  result.copyTo(b);
                  float[] values = new float[3 * N];
                  b.clear().order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
                  out.put(label, values);
                })) {
      for (int i = 0; i < 6; i++) {
        if (i == 3) {
          stream.endScene();
        }
        states.add(stream.state());
        planes.asFloatBuffer().put(random(3 * N, 0.5, i));
        stream.feed(i, planes, HEIGHT, WIDTH, net.guided() ? guide : Guide.NONE);
      }
      stream.endScene();
    }
    assertThat(out.keySet()).containsExactly(0, 1, 2, 3, 4, 5);
    return out;
  }

  @Test
  void tilesOfANetworkWithoutStateComeOutAsTheWholePictureDoes() {
    PathKernelNet net = new PathKernelNet(8, 1);
    Weights weights = weights(net, "tail.weight");
    Map<Integer, float[]> whole =
        restored(net, weights, new Tiling(1000, net.reachPx(), 0, 4), new ArrayList<>());
    Map<Integer, float[]> tiled =
        restored(
            net,
            weights,
            new Tiling(Tiling.least(net.reachPx(), 0, 4), net.reachPx(), 0, 4),
            new ArrayList<>());
    for (int i = 0; i < 6; i++) {
      assertThat(tiled.get(i)).containsExactly(whole.get(i), within(1e-5f));
    }
  }

  @Test
  void aReachThatIsTooSmallIsSeen() {
    PathKernelNet net = new PathKernelNet(8, 1);
    Weights weights = weights(net, "tail.weight");
    float[] whole = restored(net, weights, new Tiling(1000, 0, 0, 4), new ArrayList<>()).get(0);
    float[] tiled = restored(net, weights, new Tiling(80, 0, 0, 4), new ArrayList<>()).get(0);
    double worst = 0;
    for (int i = 0; i < whole.length; i++) {
      worst = Math.max(worst, Math.abs(whole[i] - tiled[i]));
    }
    assertThat(worst).isGreaterThan(1e-4);
  }

  @Test
  void whereMemoryRunsOutTilesAreHalvedAndNothingIsLost() {
    PathKernelNet net = new PathKernelNet(8, 1);
    List<Integer> sizes = new ArrayList<>();
    Map<Integer, Float> out = new LinkedHashMap<>();
    try (LoadedNetwork loaded =
            LoadedNetwork.load(net, Initialization.weights(net, 1), ComputeSettings.single());
        TiledStream<Integer> stream =
            new TiledStream<>(
                net,
                restored -> new Limited<>(loaded.stream(restored), 120 * 120, sizes),
                new Tiling(1000, net.reachPx(), 0, 4),
                (label, result) -> {
                  ByteBuffer b = planes();
                  result.copyTo(b);
                  out.put(label, b.getFloat(4 * (N + 7)));
                })) {
      for (int i = 0; i < 2; i++) {
        ByteBuffer planes = planes();
        planes.putFloat(4 * (N + 7), 0.25f * (i + 1));
        stream.feed(i, planes, HEIGHT, WIDTH, Guide.NONE);
      }
      stream.endScene();
      assertThat(stream.tiling().most()).isBetween(Tiling.least(net.reachPx(), 0, 4), 120);
    }
    // Untrained, the network gives back its input.
    assertThat(out).containsExactly(entry(0, 0.25f), entry(1, 0.5f));
    assertThat(sizes.get(0)).isEqualTo(N);
    assertThat(sizes.subList(2, sizes.size())).allMatch(size -> size <= 120 * 120);
  }

  @Test
  void memoryThatIsNotEnoughForTheLeastTileIsAnError() {
    PathKernelNet net = new PathKernelNet(8, 1);
    try (LoadedNetwork loaded =
            LoadedNetwork.load(net, Initialization.weights(net, 1), ComputeSettings.single());
        TiledStream<Integer> stream =
            new TiledStream<>(
                net,
                restored -> new Limited<>(loaded.stream(restored), 10, new ArrayList<>()),
                new Tiling(1000, net.reachPx(), 0, 4),
                (label, result) -> {})) {
      assertThatThrownBy(() -> stream.feed(0, planes(), HEIGHT, WIDTH, Guide.NONE))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("for the test");
    }
  }

  private static ByteBuffer planes() {
    return ByteBuffer.allocateDirect(12 * N).order(ByteOrder.nativeOrder());
  }

  /** Has no memory for large pictures. */
  private record Limited<T>(PictureStream<T> stream, int most, List<Integer> sizes)
      implements PictureStream<T> {
    @Override
    public void feed(T label, ByteBuffer picture, int height, int width) {
      sizes.add(height * width);
      if (height * width > most) {
        throw new OutOfMemoryError("for the test");
      }
      stream.feed(label, picture, height, width);
    }

    @Override
    public State state() {
      return stream.state();
    }

    @Override
    public void resume(State state, long skipped) {
      stream.resume(state, skipped);
    }

    @Override
    public void endScene() {
      stream.endScene();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Test
  void everyTileOfARecurrentNetworkCarriesItsOwnState() {
    Estrnn net = new Estrnn(2, 1, 1, 1, Estrnn.Activation.RELU, true);
    Weights weights = Initialization.weights(net, 3);
    List<TiledStream.State> states = new ArrayList<>();
    Tiling tiling = new Tiling(Tiling.least(16, 16, 4), 16, 16, 4);
    restored(net, weights, tiling, states);
    int tiles = tiling.tiles(HEIGHT, WIDTH).size();
    assertThat(tiles).isGreaterThan(1);
    assertThat(states.stream().map(s -> s.memory().size()).toList())
        .containsExactly(0, tiles, tiles, 0, tiles, tiles);
    assertThat(states.stream().map(TiledStream.State::fed).toList())
        .containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
  }
}
