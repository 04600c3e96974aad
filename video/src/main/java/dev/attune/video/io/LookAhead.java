package dev.attune.video.io;

import dev.attune.video.frame.Frame;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * Reads another source ahead on a thread of its own, at most a given number of frames, so that
 * decoding is hidden behind the caller's work. What the other source throws reaches the caller at
 * its place in the order of frames. {@link #close()} returns within two seconds even where the
 * source is stuck; the source is then closed as soon as it comes back.
 */
public final class LookAhead implements FrameSource {
  private static final long CLOSE_MILLIS = 2000;

  /** A frame, the end (neither) or a failure, and the report up to there. */
  private record Step(Frame frame, Throwable failure, SourceReport report) {
    boolean last() {
      return frame == null;
    }
  }

  private final FrameSource source;
  private final StreamInfo info;
  private final BlockingQueue<Step> queue;
  private final Thread reader;
  private SourceReport report;
  private Step end;
  private boolean closed;

  /**
   * Starts to read ahead; from now on {@code source} belongs to this object.
   *
   * @param frames greatest number of frames that wait, at least 1
   */
  public LookAhead(FrameSource source, int frames) {
    if (frames < 1) {
      throw new IllegalArgumentException("look-ahead of " + frames + " frames: at least 1");
    }
    this.source = source;
    info = source.info();
    report = source.report();
    queue = new ArrayBlockingQueue<>(frames);
    reader = new Thread(this::readAhead, "attune-read-ahead");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public Frame next() {
    if (closed) {
      throw new IllegalStateException("the source is closed");
    }
    if (end == null) {
      Step step = take();
      report = step.report;
      if (!step.last()) {
        return step.frame;
      }
      end = step;
    }
    if (end.failure instanceof Error error) {
      throw error;
    }
    if (end.failure instanceof RuntimeException failure) {
      throw failure;
    }
    return null;
  }

  @Override
  public SourceReport report() {
    return report;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    // The interrupt ends a wait for room in the queue and FFmpeg's blocking calls alike.
    reader.interrupt();
    try {
      reader.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.clear();
  }

  private Step take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("reading was interrupted");
    }
  }

  private void readAhead() {
    try (source) {
      Step step;
      do {
        step = read();
        queue.put(step);
      } while (!step.last());
    } catch (InterruptedException e) {
      // Only close() interrupts; nobody waits for more.
    }
  }

  private Step read() {
    try {
      return new Step(source.next(), null, source.report());
    } catch (RuntimeException | Error e) {
      return new Step(null, e, source.report());
    }
  }
}
