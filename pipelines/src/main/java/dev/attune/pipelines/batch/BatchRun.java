package dev.attune.pipelines.batch;

import dev.attune.deblur.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives one input after the other its turn. A failure, running out of memory included, does not
 * stop the rest; an interruption does.
 */
public final class BatchRun {
  private static final double NANOSECONDS = 1e9;

  private final Worker worker;
  private final Function<Throwable, Problem> judge;
  private final Listener listener;

  /** Does the work of one input. */
  public interface Worker {
    /** Why an input needs no work, in a few words; empty where it does. */
    Optional<String> finished(BatchItem item);

    /**
     * Works.
     *
     * @throws RuntimeException when it fails or was interrupted
     */
    Work work(BatchItem item);
  }

  /**
   * Work that came to an end.
   *
   * @param result of the run
   * @param exitCode 0 where all is well
   * @param complaint what is not well; empty where all is
   */
  public record Work(RunResult result, int exitCode, String complaint) {}

  /**
   * What a failure means.
   *
   * @param interrupted whether it ends the batch
   * @param exitCode that the input would have had alone
   * @param message for people
   */
  public record Problem(boolean interrupted, int exitCode, String message) {}

  /** Hears of each input as soon as it is finished with. */
  public interface Listener {
    /** An input had its turn; {@code result} is there where it was worked on to the end. */
    void finished(ItemResult item, Optional<RunResult> result);
  }

  /**
   * Prepares a batch.
   *
   * @param judge turns exceptions into problems
   */
  public BatchRun(Worker worker, Function<Throwable, Problem> judge, Listener listener) {
    this.worker = worker;
    this.judge = judge;
    this.listener = listener;
  }

  /** Works on all inputs in their order. */
  public BatchResult run(List<BatchItem> items) {
    long start = System.nanoTime();
    List<ItemResult> results = new ArrayList<>();
    Optional<ItemResult> last = Optional.empty();
    for (BatchItem item : items) {
      if (last.isPresent()) {
        int exitCode = last.get().exitCode();
        results.add(ItemResult.without(item, ItemStatus.UNFINISHED, exitCode, 0, "not begun"));
        continue;
      }
      Turn turn = turn(item);
      listener.finished(turn.item(), turn.result());
      results.add(turn.item());
      last = Optional.of(turn.item()).filter(r -> r.status() == ItemStatus.UNFINISHED);
    }
    return new BatchResult(results, last.isPresent(), secondsSince(start));
  }

  private record Turn(ItemResult item, Optional<RunResult> result) {}

  private Turn turn(BatchItem item) {
    long start = System.nanoTime();
    try {
      Optional<String> finished = worker.finished(item);
      if (finished.isPresent()) {
        return without(item, ItemStatus.SKIPPED, 0, 0, finished.get());
      }
      Work work = worker.work(item);
      return new Turn(result(item, work, secondsSince(start)), Optional.of(work.result()));
    } catch (RuntimeException | OutOfMemoryError e) {
      Problem problem = judge.apply(e);
      ItemStatus status = problem.interrupted() ? ItemStatus.UNFINISHED : ItemStatus.FAILED;
      return without(item, status, problem.exitCode(), secondsSince(start), problem.message());
    }
  }

  private static Turn without(
      BatchItem item, ItemStatus status, int exitCode, double seconds, String note) {
    return new Turn(ItemResult.without(item, status, exitCode, seconds, note), Optional.empty());
  }

  private static ItemResult result(BatchItem item, Work work, double seconds) {
    RunResult r = work.result();
    return new ItemResult(
        item.shownInput(),
        item.output(),
        item.page(),
        work.exitCode() == 0 ? ItemStatus.DONE : ItemStatus.DOUBTFUL,
        work.exitCode(),
        r.frames().out(),
        r.outcome(),
        r.sharpness().before(),
        r.sharpness().after(),
        seconds,
        work.complaint());
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / NANOSECONDS;
  }
}
