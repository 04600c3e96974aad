package dev.attune.deblur.run;

import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.SourceReport;
import dev.attune.video.io.StreamInfo;
import dev.attune.video.motion.SceneCuts;
import java.util.function.Consumer;

/** Reads a source scene by scene, one frame ahead. Used by one thread. */
final class SceneReader {
  private final FrameSource source;
  private final SceneCuts cuts = new SceneCuts();
  private Frame ahead;

  /** Reads from the source's present place; it is not closed here. */
  SceneReader(FrameSource source) {
    this.source = source;
    read();
  }

  /** Whether another scene follows, once the one before was read to its end. */
  boolean hasNext() {
    return ahead != null;
  }

  /** The frames up to the next cut or change of size. */
  FrameSource next() {
    return new Part(
        source,
        new FrameSupplier() {
          private boolean ended;

          @Override
          public Frame next() {
            if (ended || ahead == null) {
              return null;
            }
            Frame frame = ahead;
            ended = read();
            return frame;
          }
        });
  }

  /**
   * The next frames of a source.
   *
   * @param count how many at most
   */
  static FrameSource part(FrameSource source, long count) {
    return part(source, count, frame -> {});
  }

  /**
   * The same.
   *
   * @param seen takes every frame that is read
   */
  static FrameSource part(FrameSource source, long count, Consumer<Frame> seen) {
    long[] left = {count};
    return new Part(
        source,
        () -> {
          Frame frame = left[0]-- > 0 ? source.next() : null;
          if (frame != null) {
            seen.accept(frame);
          }
          return frame;
        });
  }

  /** Reads a source to its end. */
  static void skip(FrameSource part) {
    while (part.next() != null) {
      // Nobody wants it.
    }
  }

  /** Whether the frame that comes now begins a scene. */
  private boolean read() {
    Frame before = ahead;
    ahead = source.next();
    if (ahead == null) {
      return true;
    }
    boolean cut = cuts.cutBefore(ahead);
    return cut
        || (before != null
            && (before.width() != ahead.width() || before.height() != ahead.height()));
  }

  /** Gives frames until null. */
  @FunctionalInterface
  private interface FrameSupplier {
    Frame next();
  }

  /** A source that ends before its whole does, and leaves that open. */
  private record Part(FrameSource whole, FrameSupplier frames) implements FrameSource {
    @Override
    public StreamInfo info() {
      return whole.info();
    }

    @Override
    public Frame next() {
      return frames.next();
    }

    @Override
    public SourceReport report() {
      return whole.report();
    }

    @Override
    public void close() {
      // Belongs to somebody else.
    }
  }
}
