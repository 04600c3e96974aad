package dev.attune.pipelines.cli;

import dev.attune.deblur.run.CostEstimate;
import dev.attune.deblur.run.CostTrial;
import dev.attune.deblur.run.MemoryException;
import dev.attune.deblur.run.MemoryPlan;
import dev.attune.deblur.run.RunListener;
import dev.attune.pipelines.progress.Durations;
import dev.attune.video.io.FreeSpace;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.OutputSize;
import dev.attune.video.io.StreamInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells what a command would do, and about what it takes: memory from the plan, time from a trial
 * on the first input, the size of each output from some of its frames that are encoded.
 */
final class DryRun {
  private final DeblurJobs jobs;
  private final Terminal terminal;
  private final CommonOptions common;
  private Optional<CostEstimate.Speed> speed = Optional.empty();

  /**
   * What one input takes.
   *
   * @param outlook frames and memory in words, or what is wrong with the input
   * @param frames empty where the input does not tell
   * @param time empty where it is unknown
   * @param outputBytes finished
   * @param peakBytes while it grows
   */
  private record Cost(
      String outlook,
      OptionalLong frames,
      Optional<CostEstimate> time,
      long outputBytes,
      long peakBytes) {
    static Cost unknown(String why) {
      return new Cost(why, OptionalLong.empty(), Optional.empty(), 0, 0);
    }

    double seconds() {
      return time.map(CostEstimate::totalSeconds).orElse(Double.NaN);
    }
  }

  /** For jobs whose model is loaded. */
  DryRun(DeblurJobs jobs, Terminal terminal, CommonOptions common) {
    this.jobs = jobs;
    this.terminal = terminal;
    this.common = common;
  }

  /** Prints it, as JSON where that was asked for. */
  void print(List<OutputPlan> plans, Map<String, String> settings) {
    Map<OutputPlan, Cost> costs = new LinkedHashMap<>();
    plans.forEach(plan -> costs.put(plan, cost(plan)));
    OptionalLong free =
        plans.get(0).isPipe() ? OptionalLong.empty() : FreeSpace.at(plans.get(0).output());
    long finished = costs.values().stream().mapToLong(Cost::outputBytes).sum();
    // Only the one that grows needs more than what it will be.
    long growing =
        costs.values().stream().mapToLong(c -> c.peakBytes() - c.outputBytes()).max().orElse(0);
    long needed = finished + growing;
    if (common.json) {
      terminal.out().println(Json.write(json(costs, settings, needed, free)));
    } else {
      costs.forEach(this::tell);
      if (plans.size() > 1) {
        terminal.out().println(all(costs, needed));
      }
      TextTable table = new TextTable("option", "value");
      settings.forEach(table::add);
      terminal.out().print(table);
    }
    shortage(plans.get(0).output(), needed, free)
        .ifPresent(text -> terminal.err().println("attune: " + Printable.line(text)));
  }

  /** What there is to say where a disk has less left than is needed. */
  static Optional<String> shortage(Path output, long needed, OptionalLong free) {
    return free.orElse(Long.MAX_VALUE) >= needed
        ? Optional.empty()
        : Optional.of(
            "the disk of "
                + output
                + " has "
                + mebibytes(free.getAsLong())
                + " left and about "
                + mebibytes(needed)
                + " are needed: make room, choose another disk, or a higher --crf");
  }

  private Cost cost(OutputPlan plan) {
    try {
      StreamInfo info = jobs.info(plan);
      MemoryPlan memory = jobs.memoryPlan(info);
      int tiles = memory.tiles(info.width(), info.height());
      String outlook =
          String.format(
              Locale.ROOT,
              "%dx%d, %s, at most about %d MiB of memory",
              info.width(),
              info.height(),
              tiles == 1 ? "whole frames" : "frames in " + tiles + " tiles",
              memory.bytes() >> 20);
      if (speed.isEmpty()) {
        speed = Optional.of(CostTrial.run(jobs.job(plan, Optional.empty()), warnings()));
      }
      OptionalLong count = info.estimatedFrames();
      if (count.isEmpty()) {
        return Cost.unknown(outlook);
      }
      OutputSize size = jobs.outputSize(plan, info);
      long n = count.getAsLong();
      long bytes = plan.isPipe() ? 0 : size.bytes(n, info);
      return new Cost(
          outlook,
          count,
          speed.map(s -> s.of(n, info.width(), info.height(), memory, size.encodeSeconds())),
          bytes,
          jobs.growsInSegments(plan) ? 2 * bytes : bytes);
    } catch (MediaException | MemoryException e) {
      return Cost.unknown(e.getMessage());
    }
  }

  private RunListener warnings() {
    return new RunListener() {
      @Override
      public void notice(String message) {
        if (!common.quiet) {
          terminal.err().println(Printable.line("note: " + message));
        }
      }
    };
  }

  private void tell(OutputPlan plan, Cost cost) {
    terminal.out().println(Printable.line(plan.shownInput() + " -> " + plan.output()));
    terminal.out().println(Printable.line("  " + cost.outlook()));
    cost.time().ifPresent(time -> terminal.out().println("  " + time(cost, time)));
    if (cost.outputBytes() > 0) {
      terminal
          .out()
          .println(
              "  about "
                  + mebibytes(cost.outputBytes())
                  + " of disk without copied tracks, "
                  + mebibytes(cost.peakBytes())
                  + " while it grows (roughly: some frames were encoded for a trial)");
    }
    plan.report().ifPresent(page -> terminal.out().println(Printable.line("report -> " + page)));
  }

  private String time(Cost cost, CostEstimate time) {
    String adapting =
        time.adaptSeconds() == 0
            ? ""
            : "look "
                + Durations.of(time.analyseSeconds())
                + ", adapt at most "
                + Durations.of(time.adaptSeconds())
                + (jobs.adaptsToScenes() ? " for each scene" : "")
                + ", ";
    return String.format(
        Locale.ROOT,
        "about %s for %d frames: %srestore %s (from a trial on this machine)",
        Durations.of(time.totalSeconds()),
        cost.frames().orElse(0),
        adapting,
        Durations.of(time.restoreSeconds()));
  }

  private static String all(Map<OutputPlan, Cost> costs, long needed) {
    double seconds =
        costs.values().stream().mapToDouble(Cost::seconds).filter(Double::isFinite).sum();
    return "all: about " + Durations.of(seconds) + ", " + mebibytes(needed) + " of disk";
  }

  private static Map<String, Object> json(
      Map<OutputPlan, Cost> costs, Map<String, String> settings, long needed, OptionalLong free) {
    List<Map<String, Object>> files = new ArrayList<>();
    costs.forEach(
        (plan, cost) -> {
          Map<String, Object> file = new LinkedHashMap<>();
          file.put("input", plan.shownInput());
          file.put("output", plan.output().toString());
          plan.report().ifPresent(page -> file.put("report", page.toString()));
          file.put("outlook", cost.outlook());
          cost.time().ifPresent(time -> file.put("estimate", estimate(cost, time)));
          files.add(file);
        });
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("neededBytes", needed);
    free.ifPresent(bytes -> disk.put("freeBytes", bytes));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("files", files);
    all.put("disk", disk);
    all.put("settings", settings);
    return all;
  }

  private static Map<String, Object> estimate(Cost cost, CostEstimate time) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("analyse", time.analyseSeconds());
    seconds.put("adapt", time.adaptSeconds());
    seconds.put("restore", time.restoreSeconds());
    seconds.put("total", time.totalSeconds());
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("frames", cost.frames().orElse(0));
    out.put("seconds", seconds);
    out.put("outputBytes", cost.outputBytes());
    out.put("peakBytes", cost.peakBytes());
    return out;
  }

  private static String mebibytes(long bytes) {
    return String.format(
        Locale.ROOT, bytes < 10 << 20 ? "%.1f MiB" : "%.0f MiB", bytes / 1048576.0);
  }
}
