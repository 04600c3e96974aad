package dev.attune.deblur.network;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.onnx.FrozenModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.adaptation.weights.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A network whose weights are frozen on a device, ready to restore streams. */
public final class LoadedNetwork implements AutoCloseable {
  private final DeblurNetwork network;
  private final List<FrozenModel> models = new ArrayList<>();

  private LoadedNetwork(DeblurNetwork network) {
    this.network = network;
  }

  /** Loads what streams need of a network. */
  public static LoadedNetwork load(
      DeblurNetwork network, Weights weights, ComputeSettings compute) {
    LoadedNetwork out = new LoadedNetwork(network);
    try {
      if (network instanceof RecurrentDeblurNetwork recurrent) {
        out.models.add(FrozenModel.load(recurrent.cell(), weights, compute));
        out.models.add(FrozenModel.load(recurrent.output(true), weights, compute));
      } else if (network instanceof FrameDeblurNetwork single) {
        out.models.add(FrozenModel.load(single.frame(), weights, compute));
      }
      return out;
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  /** The network. */
  public DeblurNetwork network() {
    return network;
  }

  /**
   * A stream; it must be closed before this is.
   *
   * @param restored takes each restored picture [1, 3, H, W], which it must not keep
   */
  public <T> PictureStream<T> stream(BiConsumer<T, Tensor> restored) {
    return network instanceof RecurrentDeblurNetwork recurrent
        ? new DeblurStream<>(recurrent, models.get(0), models.get(1), restored)
        : new FrameStream<>(models.get(0), 3 + network.guideChannels(), restored);
  }

  /**
   * A stream of pictures that are cut into tiles where they are too large; it must be closed before
   * this is.
   *
   * @param restored takes each restored picture, which it must not keep
   */
  public <T> TiledStream<T> stream(Tiling tiling, BiConsumer<T, TiledStream.Result> restored) {
    return new TiledStream<>(network, this::stream, tiling, restored);
  }

  @Override
  public void close() {
    models.forEach(FrozenModel::close);
  }

  /** Every picture is restored at once. */
  private record FrameStream<T>(Executable frame, int channels, BiConsumer<T, Tensor> restored)
      implements PictureStream<T> {
    @Override
    public void feed(T label, ByteBuffer picture, int height, int width) {
      try (Scope scope = new Scope()) {
        Tensor x =
            frame.tensor(scope, ElementType.FLOAT32, Shape.of(1, channels, height, width), picture);
        restored.accept(label, frame.run(scope, List.of(x)).get(0));
      }
    }

    @Override
    public State state() {
      return new State(0, Optional.empty());
    }

    @Override
    public void resume(State state, long skipped) {
      // There is no state.
    }

    @Override
    public void endScene() {
      // There is no state.
    }

    @Override
    public void close() {
      // There is no state.
    }
  }
}
