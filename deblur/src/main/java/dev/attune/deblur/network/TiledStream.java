package dev.attune.deblur.network;

import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a stream of pictures tile by tile; every tile of the picture is a stream of its own. The
 * buffers of one tile serve all of them. Used by one thread.
 *
 * @param <T> what comes with a picture and goes out with it
 */
public final class TiledStream<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TiledStream.class);

  private static final int MOST_HALVINGS = 4;

  private final DeblurNetwork network;
  private final Streams<T> opener;
  private final BiConsumer<T, Result> restored;
  private final List<PictureStream<T>> streams = new ArrayList<>();
  private final Deque<Assembly<T>> assemblies = new ArrayDeque<>();
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();
  private Tiling tiling;
  private List<Tile> tiles = List.of();
  private int height;
  private int width;
  private ByteBuffer input = ByteBuffer.allocateDirect(0);
  private ByteBuffer output = ByteBuffer.allocateDirect(0);
  private State begin = State.NONE;
  private long skipped;

  /** A restored picture that is still where it was made. */
  @FunctionalInterface
  public interface Result {
    /**
     * Copies it.
     *
     * @param planes takes [3, height, width] from its position on
     */
    void copyTo(ByteBuffer planes);
  }

  /**
   * What the pictures of the present scene left behind.
   *
   * @param fed how many there were
   * @param memory what the network carries from picture to picture, for each tile; empty where it
   *     carries nothing
   */
  public record State(long fed, List<HostTensor> memory) {
    /** At the beginning of a scene. */
    public static final State NONE = new State(0, List.of());

    /** Keeps a copy of the list. */
    public State {
      memory = List.copyOf(memory);
    }
  }

  /** A picture of which some tiles are there. */
  private static final class Assembly<T> {
    private final T label;
    private final ByteBuffer sum;
    private int parts;

    Assembly(T label, ByteBuffer sum) {
      this.label = label;
      this.sum = sum;
    }
  }

  /** Opens the stream of a tile. */
  interface Streams<T> {
    /** A new stream whose restored pictures go to {@code restored}. */
    PictureStream<T> open(BiConsumer<T, Tensor> restored);
  }

  TiledStream(
      DeblurNetwork network, Streams<T> opener, Tiling tiling, BiConsumer<T, Result> restored) {
    this.network = network;
    this.opener = opener;
    this.tiling = tiling;
    this.restored = restored;
  }

  /**
   * Feeds a picture; within a scene all are of one size.
   *
   * @param colours direct, float, planar [3, height, width] as {@link DeblurNetwork} says; copied
   * @param guide of the picture
   */
  public void feed(T label, ByteBuffer colours, int height, int width, Guide guide) {
    for (int halvings = 0; ; halvings++) {
      try {
        if (streams.isEmpty()) {
          open(height, width);
        }
        feed(label, colours, guide);
        return;
      } catch (OutOfMemoryError e) {
        // Networks without a state can begin the picture anew.
        if (halvings == MOST_HALVINGS
            || network instanceof RecurrentDeblurNetwork
            || !tiling.canBeHalved()) {
          throw e;
        }
        tiling = tiling.halved(tiles.get(0).box());
        LOG.warn("out of memory: going on with tiles of {} px", tiling.most());
        close();
        // What larger tiles took must not stand in the way of smaller ones.
        input = ByteBuffer.allocateDirect(0);
        output = ByteBuffer.allocateDirect(0);
        spare.clear();
        this.height = 0;
      }
    }
  }

  private void feed(T label, ByteBuffer colours, Guide guide) {
    int guides = network.guideChannels();
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      int n = tile.box().height() * tile.box().width();
      ByteBuffer part = colours;
      if (tiles.size() > 1 || guides > 0) {
        part = input.clear().limit(4 * (3 + guides) * n);
        tile.cut(floats(colours), 3, height, width, floats(part));
        guide.write(tile.box(), floats(part).slice(3 * n, guides * n));
      }
      streams.get(i).feed(label, part, tile.box().height(), tile.box().width());
    }
  }

  /** How pictures are cut now: finer than at the beginning where memory ran out. */
  public Tiling tiling() {
    return tiling;
  }

  /** What is carried on to the next picture, for going on later. */
  public State state() {
    if (streams.isEmpty()) {
      return begin;
    }
    List<PictureStream.State> all = streams.stream().map(PictureStream::state).toList();
    return new State(
        all.get(0).fed(),
        all.stream().map(PictureStream.State::memory).flatMap(Optional::stream).toList());
  }

  /**
   * Goes on in a scene of another stream of the same network, with the same tiles. To be called
   * before any picture is fed.
   *
   * @param state of the other stream before the first picture that will be fed
   * @param skipped how many of the next pictures are fed for the sake of those that follow, and not
   *     restored; as many as the network looks back, or all since the beginning of the scene
   */
  public void resume(State state, long skipped) {
    this.begin = state;
    this.skipped = skipped;
  }

  /** Ends a scene: restores what is still to come and forgets all state. */
  public void endScene() {
    streams.forEach(PictureStream::endScene);
    close();
  }

  /** Frees what is held; pictures that were not restored yet are dropped. */
  @Override
  public void close() {
    streams.forEach(PictureStream::close);
    streams.clear();
    assemblies.clear();
    begin = State.NONE;
    skipped = 0;
  }

  private void open(int height, int width) {
    if (this.height != height || this.width != width) {
      this.height = height;
      this.width = width;
      tiles = tiling.tiles(height, width);
      spare.clear();
      long most = tiles.stream().mapToLong(t -> t.box().area()).max().orElseThrow();
      if (tiles.size() > 1 || network.guided()) {
        input = buffer(4L * (3 + network.guideChannels()) * most);
      }
      if (tiles.size() > 1) {
        output = buffer(12 * most);
      }
    }
    boolean carries = !begin.memory().isEmpty();
    if (carries && begin.memory().size() != tiles.size()) {
      throw new IllegalArgumentException(
          "the state of " + begin.memory().size() + " tiles, here are " + tiles.size());
    }
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      PictureStream<T> stream = opener.open((label, result) -> part(label, tile, result));
      if (begin.fed() > 0) {
        stream.resume(
            new PictureStream.State(
                begin.fed(), carries ? Optional.of(begin.memory().get(i)) : Optional.empty()),
            skipped);
      }
      streams.add(stream);
    }
  }

  private void part(T label, Tile tile, Tensor result) {
    if (tiles.size() == 1) {
      restored.accept(label, result::copyTo);
      return;
    }
    Assembly<T> whole = assembly(label);
    result.copyTo(output.clear());
    tile.add(floats(output), floats(whole.sum), height, width);
    if (++whole.parts == tiles.size()) {
      assemblies.remove(whole);
      restored.accept(label, planes -> planes.duplicate().put(whole.sum.clear()));
      spare.push(whole.sum);
    }
  }

  private Assembly<T> assembly(T label) {
    for (Assembly<T> a : assemblies) {
      if (a.label == label) {
        return a;
      }
    }
    Assembly<T> out =
        new Assembly<>(label, spare.isEmpty() ? buffer(12L * height * width) : zero(spare.pop()));
    assemblies.add(out);
    return out;
  }

  private static ByteBuffer zero(ByteBuffer b) {
    b.clear();
    while (b.remaining() >= Long.BYTES) {
      b.putLong(0);
    }
    while (b.hasRemaining()) {
      b.put((byte) 0);
    }
    return b.clear();
  }

  private static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  private static FloatBuffer floats(ByteBuffer b) {
    return b.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
