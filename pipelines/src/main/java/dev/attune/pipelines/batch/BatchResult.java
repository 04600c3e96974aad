package dev.attune.pipelines.batch;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param items one for each input, in their order
 * @param interrupted whether it was ended before all had their turn
 * @param seconds wall time
 */
public record BatchResult(List<ItemResult> items, boolean interrupted, double seconds) {
  /** Copies the list. */
  public BatchResult {
    items = List.copyOf(items);
  }

  /** Number of inputs with this status. */
  public long count(ItemStatus status) {
    return items.stream().filter(item -> item.status() == status).count();
  }

  /** Frames that were written. */
  public long frames() {
    return items.stream().mapToLong(ItemResult::frames).sum();
  }

  /** Whether every input has its output, without a complaint. */
  public boolean allWell() {
    return !interrupted && items.stream().allMatch(item -> item.exitCode() == 0);
  }
}
