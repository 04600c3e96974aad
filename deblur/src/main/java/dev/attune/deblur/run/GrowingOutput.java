package dev.attune.deblur.run;

import dev.attune.deblur.network.Tiling;
import dev.attune.deblur.resume.RunStore;
import dev.attune.deblur.resume.UnfinishedRuns;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FileStamp;
import dev.attune.video.io.FrameSink;
import dev.attune.video.io.SegmentedSink;
import dev.attune.video.io.StreamInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where restored frames go. With a store the output grows in segments, and whenever one is finished
 * everything that is needed to go on behind it is written down; without one frames just go to their
 * sink. Used by one thread at a time.
 */
final class GrowingOutput implements AutoCloseable {
  private static final String POINT = "point";
  private static final String JOINED = "joined";
  private static final String TILES = "tiles";

  private final FrameSink sink;
  private final Optional<RunStore> store;
  private final Segments segments;
  private final Stopwatch stopwatch;
  private final Optional<Point> point;
  private long written;
  private boolean begun;

  /**
   * The place that a run has reached.
   *
   * @param entry how to go on
   * @param watcher what was measured of the frames before
   * @param notices what the output said of them
   * @param seconds wall time by part of the run
   * @param memoryBytes that the run was allowed, which decides on its tiles
   */
  private record Point(
      Entry entry,
      FrameWatcher.State watcher,
      List<String> notices,
      Map<String, Double> seconds,
      long memoryBytes) {}

  /** Tiles that there was memory for after it had run out. */
  private record Tiles(int most) {}

  /**
   * Opens the output where it was left.
   *
   * @param sink closed with this; one of segments where there is a store
   */
  GrowingOutput(FrameSink sink, Optional<RunStore> store, StreamInfo info, Stopwatch stopwatch) {
    this.sink = sink;
    this.store = store;
    this.segments = Segments.of(info);
    this.stopwatch = stopwatch;
    this.point = store.flatMap(s -> s.load(POINT, Point.class));
    point.ifPresent(
        p -> {
          written = p.entry().frame();
          growing().resume(p.notices());
          stopwatch.restore(p.seconds());
        });
  }

  /** Where segments begin. */
  Segments segments() {
    return segments;
  }

  /** How to go on behind what an earlier run wrote; empty at the beginning. */
  Optional<Entry> entry() {
    return point.map(Point::entry);
  }

  /** Memory that the run was allowed before it was interrupted. */
  OptionalLong memoryBytes() {
    return point.stream().mapToLong(Point::memoryBytes).findFirst();
  }

  /** The plan with tiles no larger than those that an earlier run had memory for in the end. */
  MemoryPlan within(MemoryPlan plan) {
    return store
        .flatMap(s -> s.load(TILES, Tiles.class))
        .map(tiles -> plan.with(plan.tiling().atMost(tiles.most())))
        .orElse(plan);
  }

  /** Notes that memory ran out for larger tiles. May be called from any thread. */
  void keep(Tiling smaller) {
    store.ifPresent(s -> s.change().save(TILES, new Tiles(smaller.most())).write());
  }

  /** Lets a watcher go on where it was. */
  void restore(FrameWatcher watcher) {
    point.ifPresent(p -> watcher.restore(p.watcher()));
  }

  /** Frames written, also by earlier runs. */
  long written() {
    return written;
  }

  /** Writes a frame. */
  void write(Frame frame) {
    sink.write(frame);
    written++;
    begun = true;
  }

  /** Lets a segment begin with the next frame, and notes that all before are safe. */
  void begin(Entry entry, FrameWatcher watcher, double networkSeconds, long memoryBytes) {
    if (store.isEmpty() || !begun) {
      return;
    }
    begun = false;
    Map<String, Double> seconds = stopwatch.seconds();
    seconds.merge(Restoration.NETWORK, networkSeconds, Double::sum);
    store
        .get()
        .change()
        .add(growing().endSegment())
        .save(POINT, new Point(entry, watcher.state(), sink.notices(), seconds, memoryBytes))
        .write();
  }

  /** Frames that are safe: those of finished segments. */
  long safe() {
    return store.map(RunStore::frames).orElse(0L);
  }

  /** Publishes the output and tells what there is to know of it. */
  List<String> finish(RunListener listener) {
    if (store.isPresent()) {
      listener.progress(Stage.JOIN, 0, 1);
      store.get().change().save(JOINED, growing().join()).write();
      listener.progress(Stage.JOIN, 1, 1);
    }
    sink.finish();
    return sink.notices();
  }

  /** Whether a file is what an interrupted run published before it could tell. */
  static boolean isPublished(Path output) {
    Optional<FileStamp> stamp = FileStamp.of(output);
    return stamp.isPresent() && UnfinishedRuns.peek(output, JOINED, FileStamp.class).equals(stamp);
  }

  private SegmentedSink growing() {
    return (SegmentedSink) sink;
  }

  @Override
  public void close() {
    sink.close();
  }
}
