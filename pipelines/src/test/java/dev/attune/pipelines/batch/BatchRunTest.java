package dev.attune.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.deblur.run.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BatchRunTest {
  private final List<String> told = new ArrayList<>();

  private static BatchItem item(String name) {
    return new BatchItem(name, name, Path.of("out", name), Optional.empty());
  }

  private static RunResult result(String name) {
    return new RunResult(
        name,
        name,
        new RunResult.Frames(7, 7),
        "improved",
        "",
        new RunResult.Pairs(1, 1),
        1,
        Map.of("total", 1.0),
        -1,
        new RunResult.Change(1, 2),
        RunResult.Change.UNKNOWN,
        RunResult.Change.UNKNOWN,
        new RunResult.WeightsUsed("w", "n", "s", "a"),
        List.of(),
        Map.of(),
        "",
        List.of());
  }

  /** Names tell what happens to them. */
  private BatchResult run(String... names) {
    BatchRun.Worker worker =
        new BatchRun.Worker() {
          @Override
          public Optional<String> finished(BatchItem item) {
            return item.input().equals("old") ? Optional.of("exists") : Optional.empty();
          }

          @Override
          public BatchRun.Work work(BatchItem item) {
            return switch (item.input()) {
              case "bad" -> throw new IllegalStateException("broken");
              case "big" -> throw new OutOfMemoryError("heap");
              case "stop" -> throw new CancellationException("stop");
              case "damaged" -> new BatchRun.Work(result("damaged"), 3, "damaged: cut short");
              default -> new BatchRun.Work(result(item.input()), 0, "");
            };
          }
        };
    return new BatchRun(
            worker,
            e ->
                new BatchRun.Problem(
                    e instanceof CancellationException,
                    e instanceof OutOfMemoryError ? 5 : 1,
                    e.getMessage()),
            (item, result) ->
                told.add(item.input() + " " + item.status() + " " + result.isPresent()))
        .run(List.of(names).stream().map(BatchRunTest::item).toList());
  }

  @Test
  void aFailureDoesNotStopTheRest() {
    BatchResult result = run("a", "bad", "big", "old", "damaged", "b");
    assertThat(told)
        .containsExactly(
            "a done true",
            "bad failed false",
            "big failed false",
            "old skipped false",
            "damaged doubtful true",
            "b done true");
    assertThat(result.items()).extracting(ItemResult::exitCode).containsExactly(0, 1, 5, 0, 3, 0);
    assertThat(result.items())
        .extracting(ItemResult::note)
        .containsExactly("", "broken", "heap", "exists", "damaged: cut short", "");
    assertThat(result.frames()).isEqualTo(21);
    assertThat(result.count(ItemStatus.DONE)).isEqualTo(2);
    assertThat(result.allWell()).isFalse();
    assertThat(run("a", "old").allWell()).isTrue();
  }

  @Test
  void anInterruptionDoes() {
    BatchResult result = run("a", "stop", "b");
    assertThat(told).containsExactly("a done true", "stop unfinished false");
    assertThat(result.interrupted()).isTrue();
    assertThat(result.items())
        .extracting(ItemResult::status)
        .containsExactly(ItemStatus.DONE, ItemStatus.UNFINISHED, ItemStatus.UNFINISHED);
    assertThat(result.allWell()).isFalse();
  }
}
