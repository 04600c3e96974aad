package dev.attune.pipelines.cli;

import dev.attune.deblur.run.RunResult;
import dev.attune.pipelines.progress.Durations;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a run did, in a few lines for people. */
final class RunSummary {
  private RunSummary() {}

  static String of(RunResult r, Optional<Path> report) {
    StringBuilder text = new StringBuilder();
    line(text, "output", r.output() + ", " + counted(r.frames().out(), "frame"));
    line(text, "outcome", r.outcome() + (r.reason().isEmpty() ? "" : ": " + r.reason()));
    if (r.pairs().training() > 0) {
      line(
          text,
          "adapted",
          counted(r.steps(), "step")
              + " on "
              + counted(r.pairs().training(), "pair")
              + ", judged by "
              + r.pairs().heldOut());
    }
    change(text, "sharpness", r.sharpness());
    change(text, "held-out", r.heldOut());
    change(text, "re-blur", r.reblur());
    double seconds = r.seconds().getOrDefault("total", Double.NaN);
    String memory = r.peakMemoryMiB() > 0 ? ", " + r.peakMemoryMiB() + " MiB at most" : "";
    line(text, "time", Durations.of(seconds) + memory);
    r.notices().forEach(notice -> line(text, "note", notice));
    report.ifPresent(page -> line(text, "report", page.toString()));
    return text.toString();
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static void change(StringBuilder text, String name, RunResult.Change change) {
    if (change != null && Double.isFinite(change.before()) && Double.isFinite(change.after())) {
      line(text, name, String.format(Locale.ROOT, "%.4g -> %.4g", change.before(), change.after()));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-10s %s%n", name, Printable.line(value)));
  }
}
