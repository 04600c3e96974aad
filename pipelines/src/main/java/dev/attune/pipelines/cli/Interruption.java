package dev.attune.pipelines.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and termination: interrupts the working thread and gives it time to remove what is
 * unfinished before the process ends. The exit status is then the system's (130, or 143 for
 * SIGTERM).
 */
final class Interruption {
  private static final long CLEAN_UP_SECONDS = 20;

  private final Thread worker;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  private Interruption(Thread worker) {
    this.worker = worker;
  }

  /** Watches over the work of {@code worker} from now on. */
  static Interruption watch(Thread worker) {
    Interruption interruption = new Interruption(worker);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(interruption::whenShuttingDown, "attune-interruption"));
    return interruption;
  }

  /** The work is over and cleaned up. */
  void workEnded() {
    ended.countDown();
  }

  /** Whether the process is being ended from outside; then nobody may call {@link System#exit}. */
  boolean requested() {
    return requested;
  }

  private void whenShuttingDown() {
    if (ended.getCount() == 0) {
      return; // an ordinary end
    }
    requested = true;
    worker.interrupt();
    try {
      ended.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
