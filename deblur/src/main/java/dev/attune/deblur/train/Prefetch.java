package dev.attune.deblur.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes windows on a thread of its own, a few ahead of the one that is trained on. */
final class Prefetch implements AutoCloseable {
  private static final int AHEAD = 4;

  private final WindowSource source;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread t = new Thread(work, "attune-windows");
            t.setDaemon(true);
            return t;
          });
  private final Deque<Future<TrainingWindow>> coming = new ArrayDeque<>();
  private long next;

  /** Windows from number {@code first} on. */
  Prefetch(WindowSource source, long first) {
    this.source = source;
    this.next = first;
    for (int i = 0; i < AHEAD; i++) {
      ask();
    }
  }

  private void ask() {
    long index = next++;
    coming.add(thread.submit(() -> source.window(index)));
  }

  /** The next window; an interrupt waits until it is there. */
  TrainingWindow take() {
    boolean interrupted = false;
    try {
      Future<TrainingWindow> first = coming.remove();
      while (true) {
        try {
          TrainingWindow out = first.get();
          ask();
          return out;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a window could not be made", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
