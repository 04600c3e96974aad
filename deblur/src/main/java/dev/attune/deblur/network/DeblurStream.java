package dev.attune.deblur.network;

import dev.attune.adaptation.runtime.Executable;
import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Restores a stream picture by picture: the state is carried on, features are kept in a ring, and a
 * restored picture comes {@code future} pictures after it was fed. Neighbours that do not exist,
 * before the first and after the last picture of a scene, are mirrored. Every picture that is fed
 * is restored. Memory does not depend on the length. Used by one thread.
 *
 * @param <T> what comes with a picture and goes out with it
 */
public final class DeblurStream<T> implements PictureStream<T> {
  private final RecurrentDeblurNetwork network;
  private final Executable cell;
  private final Executable output;
  private final BiConsumer<T, Tensor> restored;
  private final Deque<Fed<T>> ring = new ArrayDeque<>();
  private Tensor state;
  private long fed;
  private long done;

  /** A picture on the engine and its feature; both are owned. */
  private record Fed<T>(T label, long index, Tensor picture, Tensor feature) {
    void close() {
      picture.close();
      feature.close();
    }
  }

  /**
   * A stream on one engine; the executables are not closed with it.
   *
   * @param cell of {@link RecurrentDeblurNetwork#cell()}
   * @param output of {@link RecurrentDeblurNetwork#output}
   * @param restored takes each restored picture [1, 3, H, W], which it must not keep
   */
  public DeblurStream(
      RecurrentDeblurNetwork network,
      Executable cell,
      Executable output,
      BiConsumer<T, Tensor> restored) {
    this.network = network;
    this.cell = cell;
    this.output = output;
    this.restored = restored;
  }

  @Override
  public void feed(T label, ByteBuffer picture, int height, int width) {
    try (Scope scope = new Scope()) {
      Tensor x = cell.tensor(scope, ElementType.FLOAT32, Shape.of(1, 3, height, width), picture);
      if (state == null) {
        Shape s = network.stateShape(1, height, width);
        state = scope.keep(cell.tensor(scope, s, new float[Math.toIntExact(s.elements())]));
      }
      List<Tensor> step = cell.run(scope, List.of(x, state));
      state.close();
      state = scope.keep(step.get(1));
      ring.add(new Fed<>(label, fed, scope.keep(x), scope.keep(step.get(0))));
      fed++;
    }
    // The first pictures are mirrored from as far ahead as others look back.
    while (fed - done > network.future() && fed > network.past()) {
      restoreNext();
    }
    // What lies further back than the neighbours of the next picture, and of the last by mirroring,
    // is not needed.
    while (ring.size() > network.past() + network.future() + 1) {
      ring.remove().close();
    }
  }

  @Override
  public State state() {
    return new State(fed, Optional.ofNullable(state).map(Tensor::toHost));
  }

  @Override
  public void resume(State from, long skipped) {
    if (fed > 0) {
      throw new IllegalStateException("pictures were fed already");
    }
    fed = from.fed();
    done = from.fed() + skipped;
    try (Scope scope = new Scope()) {
      from.memory().ifPresent(t -> state = scope.keep(cell.tensor(scope, t.shape(), t.toFloats())));
    }
  }

  @Override
  public void endScene() {
    while (done < fed) {
      restoreNext();
    }
    ring.forEach(Fed::close);
    ring.clear();
    if (state != null) {
      state.close();
      state = null;
    }
    fed = 0;
    done = 0;
  }

  private void restoreNext() {
    Fed<T> centre = at(done);
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(centre.picture());
    for (long k = done - network.past(); k <= done + network.future(); k++) {
      inputs.add(at(mirror(k, fed)).feature());
    }
    try (Scope scope = new Scope()) {
      restored.accept(centre.label(), output.run(scope, inputs).get(0));
    }
    done++;
  }

  /** The index in 0..n-1 that {@code k} is mirrored to, without repeating the border. */
  static long mirror(long k, long n) {
    if (n == 1) {
      return 0;
    }
    long period = 2 * (n - 1);
    long m = Math.floorMod(k, period);
    return m < n ? m : period - m;
  }

  private Fed<T> at(long index) {
    for (Fed<T> f : ring) {
      if (f.index() == index) {
        return f;
      }
    }
    throw new IllegalStateException("picture " + index + " is not in the ring");
  }

  @Override
  public void close() {
    done = fed;
    endScene();
  }
}
