package dev.attune.deblur.run;

import dev.attune.adaptation.runtime.PixelBuffer;
import dev.attune.adaptation.runtime.PixelConverter;
import dev.attune.deblur.condition.ReducedPaths;
import dev.attune.deblur.network.Guide;
import dev.attune.deblur.network.LoadedNetwork;
import dev.attune.deblur.network.TiledStream;
import dev.attune.deblur.network.Tiling;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.motion.SceneCuts;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Restores a whole source into a sink. Three threads work side by side: one reads and converts, the
 * caller's runs the network, one converts back and writes; queues between them are short, so memory
 * does not depend on the length.
 */
final class Restorer {
  private final LoadedNetwork network;
  private final MemoryPlan plan;
  private final GuideMaker guide;
  private final int threads;
  private final PixelConverter converter;
  private final FrameFinisher finisher;
  private final PlanePool pool;
  private final BlockingQueue<Item> prepared;
  private final BlockingQueue<Item> restored;
  private final AtomicReference<Throwable> trouble = new AtomicReference<>();
  private final Span span;
  private final Consumer<Tiling> memoryRanOut;
  private final Map<Long, Entry> entries = new HashMap<>();
  // Time in the network alone; waiting for the writer counts negative.
  private final AtomicLong networkNanos = new AtomicLong();

  /** Something in a queue. */
  private sealed interface Item {}

  /**
   * A frame and its planes; the network's result replaces the planes.
   *
   * @param number of the frame in the video
   * @param motion of the frame over its exposure, for networks that are guided
   * @param guide what was measured before its motion, where that may be wanted later
   */
  private record Picture(
      long number,
      Frame frame,
      ByteBuffer planes,
      boolean startsScene,
      Optional<ReducedPaths> motion,
      Optional<GuideMaker.State> guide)
      implements Item {
    Picture with(Optional<ReducedPaths> known) {
      return new Picture(number, frame, planes, startsScene, known, guide);
    }
  }

  /**
   * Which frames are restored.
   *
   * @param first number of the source's first frame in the video
   * @param segments where an entry is wanted
   * @param entry where to begin, in the middle of the source; empty to begin with its first frame
   */
  record Span(long first, Segments segments, Optional<Entry> entry) {}

  /** Nothing follows. */
  private record End() implements Item {}

  /**
   * A restorer for one run.
   *
   * @param network not closed here
   * @param plan how frames are restored within the memory
   * @param guide used where the network wants to be guided
   * @param threads make samples for it
   * @param finisher makes the frame that is written of the input and the network's result
   * @param pool of buffers, which all runs may share
   * @param memoryRanOut hears, on the caller's thread, of smaller tiles that were taken
   */
  Restorer(
      LoadedNetwork network,
      MemoryPlan plan,
      GuideMaker guide,
      int threads,
      FrameFinisher finisher,
      PlanePool pool,
      Span span,
      Consumer<Tiling> memoryRanOut) {
    this.span = span;
    this.memoryRanOut = memoryRanOut;
    this.network = network;
    this.plan = plan;
    this.prepared = new ArrayBlockingQueue<>(plan.queue());
    this.restored = new ArrayBlockingQueue<>(plan.queue());
    this.guide = guide;
    this.threads = threads;
    this.finisher = finisher;
    this.pool = pool;
    this.converter = new PixelConverter(false, 0.5f, network.network().sizeMultiple());
  }

  /** Makes what is written. Called from one thread, in order. */
  @FunctionalInterface
  interface FrameFinisher {
    /**
     * The frame to write.
     *
     * @param input as decoded
     * @param restored the same as the network restored it, a fresh buffer
     */
    Frame finish(Frame input, Frame restored);
  }

  /** Takes what is to be written. Called from one thread, in order. */
  interface FrameTaker {
    /** A segment begins with the next frame, which was not given to the finisher yet. */
    void begin(Entry entry);

    /** The next frame. */
    void take(Frame frame);
  }

  /**
   * Runs to the end of the source.
   *
   * @return frames handed on
   */
  long run(FrameSource source, FrameTaker sink, RunListener listener) {
    long total = source.info().estimatedFrames().orElse(-1);
    long[] written = {0};
    Thread caller = Thread.currentThread();
    Thread reader = new Thread(() -> guarded(caller, () -> prepare(source)), "attune-prepare");
    Thread writer =
        new Thread(
            () ->
                guarded(
                    caller,
                    () -> {
                      while (restored.take() instanceof Picture p) {
                        entry(p.number()).ifPresent(sink::begin);
                        sink.take(finish(p));
                        written[0]++;
                        listener.progress(Stage.RESTORE, written[0], total);
                      }
                    }),
            "attune-write");
    reader.start();
    writer.start();
    try {
      restore();
      restored.put(new End());
      writer.join();
      reader.join();
    } catch (InterruptedException | CancellationException e) {
      if (trouble.get() == null) {
        caller.interrupt();
        throw new CancellationException("interrupted");
      }
    } finally {
      stop(reader);
      stop(writer);
    }
    rethrow();
    return written[0];
  }

  /** Time in the network alone. */
  double networkSeconds() {
    return networkNanos.get() / 1e9;
  }

  private void prepare(FrameSource source) throws InterruptedException {
    SceneCuts cuts = new SceneCuts();
    boolean guided = network.network().guided();
    long number = span.first();
    long from = span.entry().map(Entry::first).orElse(number);
    Frame before = null;
    Picture held = null;
    for (Frame f = source.next(); f != null; f = source.next(), number++) {
      if (number < from) {
        if (number == from - 1) {
          // What follows is compared with this one.
          cuts.cutBefore(f);
          guide.begin(f);
          before = f;
        }
        continue;
      }
      boolean resized =
          before != null && (before.width() != f.width() || before.height() != f.height());
      boolean starts = cuts.cutBefore(f) || resized;
      ByteBuffer planes = pool.take(converter.planeBytes(f.width(), f.height()));
      converter.toPlanes(pixels(f), planes);
      if (!guided) {
        prepared.put(new Picture(number, f, planes, starts, Optional.empty(), Optional.empty()));
      } else {
        // Motion of a frame is known when the next one is.
        Optional<ReducedPaths> motion = guide.next(f, starts);
        if (number == from) {
          span.entry().flatMap(Entry::guide).ifPresent(guide::restore);
        }
        prepare(held, motion);
        held =
            new Picture(
                number,
                f,
                planes,
                starts,
                Optional.empty(),
                mayBegin(number, starts) ? Optional.of(guide.state()) : Optional.empty());
      }
      before = f;
    }
    if (guided) {
      prepare(held, guide.end());
    }
    prepared.put(new End());
  }

  private void prepare(Picture picture, Optional<ReducedPaths> motion) throws InterruptedException {
    if (picture != null) {
      prepared.put(picture.with(motion));
    }
  }

  private void restore() throws InterruptedException {
    Tiling tiling = plan.tiling();
    try (TiledStream<Picture> stream = network.stream(tiling, this::pass)) {
      while (prepared.take() instanceof Picture p) {
        long start = System.nanoTime();
        note(p, stream);
        if (p.startsScene()) {
          stream.endScene();
        }
        resumeAt(p, stream);
        int height = converter.padded(p.frame().height());
        int width = converter.padded(p.frame().width());
        Guide guide =
            p.motion()
                .map(m -> GuideMaker.guide(p.planes(), height, width, m, threads))
                .orElse(Guide.NONE);
        stream.feed(p, p.planes(), height, width, guide);
        if (!stream.tiling().equals(tiling)) {
          tiling = stream.tiling();
          memoryRanOut.accept(tiling);
        }
        networkNanos.addAndGet(System.nanoTime() - start);
      }
      long start = System.nanoTime();
      stream.endScene();
      networkNanos.addAndGet(System.nanoTime() - start);
    }
  }

  /** Whether a segment begins at this frame, or at one that cannot be restored without it. */
  private boolean mayBegin(long number, boolean startsScene) {
    long next = span.segments().nextBeginning(number);
    long away = next - number;
    return away == network.network().past()
        || (away < network.network().past() && (startsScene || number == span.first()));
  }

  /** Notes what it would take to begin here; a scene that begins later needs less. */
  private void note(Picture p, TiledStream<Picture> stream) {
    if (mayBegin(p.number(), p.startsScene())) {
      long frame = span.segments().nextBeginning(p.number());
      TiledStream.State state = p.startsScene() ? TiledStream.State.NONE : stream.state();
      synchronized (entries) {
        entries.put(frame, new Entry(frame, p.number(), state, p.guide()));
      }
    }
  }

  private Optional<Entry> entry(long number) {
    synchronized (entries) {
      return Optional.ofNullable(entries.remove(number));
    }
  }

  private void resumeAt(Picture p, TiledStream<Picture> stream) {
    span.entry()
        .filter(e -> e.first() == p.number())
        .ifPresent(e -> stream.resume(e.stream(), e.frame() - e.first()));
  }

  private void pass(Picture picture, TiledStream.Result result) {
    long start = System.nanoTime();
    Frame f = picture.frame();
    result.copyTo(picture.planes().clear().limit(converter.planeBytes(f.width(), f.height())));
    picture.planes().clear();
    try {
      restored.put(picture);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    networkNanos.addAndGet(start - System.nanoTime());
  }

  private Frame finish(Picture p) {
    Frame in = p.frame();
    Frame out =
        Frame.allocate(
            in.index(),
            in.time(),
            in.duration(),
            in.width(),
            in.height(),
            in.layout(),
            in.bitDepth(),
            in.color());
    if (in.layout().channels() == 4) {
      // Opacity is taken over; colours are written over it.
      for (int y = 0; y < in.height(); y++) {
        out.data()
            .put(
                y * out.strideBytes(),
                in.data(),
                y * in.strideBytes(),
                in.width() * 4 * (in.bitDepth() / 8));
      }
    }
    converter.toPicture(p.planes(), pixels(out));
    pool.giveBack(p.planes());
    return finisher.finish(in, out);
  }

  private static PixelBuffer pixels(Frame f) {
    return new PixelBuffer(
        f.data(), f.width(), f.height(), f.layout().channels(), f.strideBytes(), f.bitDepth());
  }

  /** Something that may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private void guarded(Thread caller, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      // Asked to stop by the caller, which knows why.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (trouble.compareAndSet(null, e)) {
        caller.interrupt();
      }
    }
  }

  private static void stop(Thread thread) {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    Throwable cause = trouble.get();
    if (cause == null) {
      return;
    }
    // The interrupt was only to wake this thread.
    Thread.interrupted();
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) cause;
  }
}
