package dev.attune.pipelines.cli;

import dev.attune.deblur.run.RunResult;
import dev.attune.pipelines.batch.BatchItem;
import dev.attune.pipelines.batch.BatchResult;
import dev.attune.pipelines.batch.BatchRun;
import dev.attune.pipelines.batch.ItemResult;
import dev.attune.pipelines.batch.ItemStatus;
import dev.attune.pipelines.progress.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Runs several inputs one after the other and tells of each and of all. */
final class DeblurBatch {
  private static final int LONGEST_NOTE = 100;

  private final Terminal terminal;
  private final CommonOptions common;
  private final Predicate<Path> isThere;
  private final Predicate<Path> redo;
  private final Function<OutputPlan, BatchRun.Work> work;
  private int inputs;
  private int told;

  /**
   * A batch.
   *
   * @param isThere whether an output is there already
   * @param redo whether an output that is there is made again
   * @param work restores one input and throws what went wrong
   */
  DeblurBatch(
      Terminal terminal,
      CommonOptions common,
      Predicate<Path> isThere,
      Predicate<Path> redo,
      Function<OutputPlan, BatchRun.Work> work) {
    this.terminal = terminal;
    this.common = common;
    this.isThere = isThere;
    this.redo = redo;
    this.work = work;
  }

  /** Runs and prints. */
  BatchResult run(List<OutputPlan> plans) {
    inputs = plans.size();
    BatchRun.Worker worker =
        new BatchRun.Worker() {
          @Override
          public Optional<String> finished(BatchItem item) {
            return redo.test(item.output()) ? Optional.empty() : whyFinished(item);
          }

          @Override
          public BatchRun.Work work(BatchItem item) {
            return work.apply(new OutputPlan(item.input(), item.output(), item.page()));
          }
        };
    BatchResult result =
        new BatchRun(worker, DeblurBatch::problem, this::tell)
            .run(
                plans.stream()
                    .map(p -> new BatchItem(p.input(), p.shownInput(), p.output(), p.report()))
                    .toList());
    if (result.interrupted()) {
      // What follows writes files, which an interrupted thread cannot.
      Thread.interrupted();
    }
    if (common.json) {
      terminal.out().println(Json.line(Map.of("summary", summary(result))));
      if (!common.quiet) {
        terminal.err().print(table(result));
      }
    } else {
      terminal.out().print(table(result));
    }
    return result;
  }

  /** The exit code of the whole: that of the input where there is only one. */
  static ExitCode exitCode(BatchResult result) {
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (result.items().size() == 1) {
      return ExitCode.of(result.items().get(0).exitCode());
    }
    return result.allWell() ? ExitCode.OK : ExitCode.PARTIAL;
  }

  /**
   * Outputs appear under their names only when they are whole, so one that is there is finished.
   */
  private Optional<String> whyFinished(BatchItem item) {
    Path output = item.output();
    if (!isThere.test(output)) {
      return Optional.empty();
    }
    return Optional.of(
        isOlder(output, Path.of(item.input()))
            ? output + " exists, though older than its input; -y makes it again"
            : output + " exists; -y makes it again");
  }

  private static boolean isOlder(Path output, Path input) {
    try {
      return Files.isRegularFile(input)
          && Files.exists(output)
          && Files.getLastModifiedTime(output).compareTo(Files.getLastModifiedTime(input)) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static BatchRun.Problem problem(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    return new BatchRun.Problem(
        failure.exitCode() == ExitCode.INTERRUPTED, failure.exitCode().number(), failure.message());
  }

  private void tell(ItemResult item, Optional<RunResult> result) {
    told++;
    if (common.json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("input", item.input());
      line.put("output", item.output().toString());
      line.put("status", item.status().toString());
      line.put("exitCode", item.exitCode());
      line.put("seconds", item.seconds());
      line.put("note", item.note());
      item.page().ifPresent(page -> line.put("report", page.toString()));
      result.ifPresent(r -> line.put("result", r));
      terminal.out().println(Json.line(line));
    }
    boolean bad = item.exitCode() != 0;
    if (common.quiet && !bad) {
      return;
    }
    String frames = item.frames() > 0 ? ", " + item.frames() + " frames" : "";
    String note = item.note().isEmpty() ? "" : ": " + item.note();
    String line =
        "["
            + told
            + "/"
            + inputs
            + "] "
            + item.input()
            + ": "
            + item.status()
            + frames
            + " in "
            + Durations.of(item.seconds())
            + note;
    terminal.err().println(Printable.of(line));
    result.ifPresent(
        r ->
            r.notices()
                .forEach(
                    n -> terminal.err().println(Printable.line("note: " + r.input() + ": " + n))));
  }

  private static String table(BatchResult result) {
    TextTable table = new TextTable("input", "status", ">frames", ">time", "note");
    for (ItemResult item : result.items()) {
      table.add(
          item.input(),
          item.status().toString(),
          item.frames() > 0 ? String.valueOf(item.frames()) : "",
          item.seconds() > 0 ? Durations.of(item.seconds()) : "",
          shortened(item.note()));
    }
    StringBuilder last = new StringBuilder();
    for (ItemStatus status : ItemStatus.values()) {
      long count = result.count(status);
      if (count > 0) {
        last.append(last.length() == 0 ? "" : ", ").append(count).append(' ').append(status);
      }
    }
    return table
        + "of "
        + result.items().size()
        + ": "
        + last
        + "; "
        + result.frames()
        + " frames in "
        + Durations.of(result.seconds())
        + System.lineSeparator();
  }

  private static String shortened(String note) {
    String line = note.lines().findFirst().orElse("");
    return line.length() <= LONGEST_NOTE ? line : line.substring(0, LONGEST_NOTE - 3) + "...";
  }

  private static Map<String, Object> summary(BatchResult result) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("inputs", result.items().size());
    for (ItemStatus status : ItemStatus.values()) {
      summary.put(status.toString(), result.count(status));
    }
    summary.put("frames", result.frames());
    summary.put("seconds", result.seconds());
    summary.put("exitCode", exitCode(result).number());
    return summary;
  }
}
