package dev.attune.pipelines.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Measures speed and time left of tasks that follow each other, and shows them. May be called from
 * any thread.
 */
public final class ProgressMeter implements AutoCloseable {
  /** Speed is that of this span: long enough to be calm, short enough to follow changes. */
  private static final long WINDOW_NANOS = 20_000_000_000L;

  private static final long SAMPLE_NANOS = 250_000_000L;

  private record Sample(long nanos, long done) {}

  private final ProgressView view;
  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long startNanos;
  private Progress last;

  /** Shows on {@code view}, with the system's clock. */
  public ProgressMeter(ProgressView view) {
    this(view, System::nanoTime);
  }

  ProgressMeter(ProgressView view, LongSupplier nanoTime) {
    this.view = view;
    this.nanoTime = nanoTime;
  }

  /**
   * {@code done} of {@code total} are done; another task than before ends that one.
   *
   * @param total how many there will be, or -1 where it is unknown
   */
  public synchronized void update(String task, String unit, long done, long total) {
    long now = nanoTime.getAsLong();
    if (last == null || !last.task().equals(task)) {
      endTask();
      startNanos = now;
      samples.clear();
    }
    if (samples.isEmpty() || now - samples.getLast().nanos() >= SAMPLE_NANOS) {
      samples.addLast(new Sample(now, done));
    }
    while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    double perSecond = perSecond(now, done);
    double left = total < 0 ? Double.NaN : Math.max(0, total - done) / perSecond;
    last = new Progress(task, unit, done, total, (now - startNanos) / 1e9, perSecond, left);
    view.show(last);
  }

  /** Shows a message without disturbing the progress shown. */
  public synchronized void notice(String message) {
    view.notice(message);
  }

  /** Ends the task that is going on. */
  @Override
  public synchronized void close() {
    endTask();
  }

  private double perSecond(long now, long done) {
    Sample first = samples.getFirst();
    long nanos = now - first.nanos();
    return nanos <= 0 || done <= first.done() ? Double.NaN : (done - first.done()) * 1e9 / nanos;
  }

  private void endTask() {
    if (last != null) {
      view.end(last);
      last = null;
    }
  }
}
