package dev.attune.pipelines.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of one input of a batch.
 *
 * @param input for people, without secrets
 * @param output file or folder of its result
 * @param page about it, where there is one
 * @param status in one word
 * @param exitCode that it would have had alone
 * @param frames written now; 0 where none were
 * @param outcome of the adaptation; empty where there was none
 * @param sharpnessBefore no-reference sharpness of the input, NaN where it is unknown
 * @param sharpnessAfter no-reference sharpness of the output, NaN where it is unknown
 * @param seconds wall time
 * @param note why it failed or was skipped, or what is wrong with it; empty where all is well
 */
public record ItemResult(
    String input,
    Path output,
    Optional<Path> page,
    ItemStatus status,
    int exitCode,
    long frames,
    String outcome,
    double sharpnessBefore,
    double sharpnessAfter,
    double seconds,
    String note) {

  /** An input without a result of its own. */
  static ItemResult without(
      BatchItem item, ItemStatus status, int exitCode, double seconds, String note) {
    return new ItemResult(
        item.shownInput(),
        item.output(),
        item.page().filter(Files::exists),
        status,
        exitCode,
        0,
        "",
        Double.NaN,
        Double.NaN,
        seconds,
        note);
  }
}
