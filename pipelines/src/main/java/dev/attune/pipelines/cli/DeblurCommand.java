package dev.attune.pipelines.cli;

import dev.attune.deblur.run.RunResult;
import dev.attune.deblur.run.VideoDeblurrer;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.pipelines.report.RunReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores blurry videos with a model that is adapted to each of them. */
@Command(
    name = "deblur",
    sortOptions = false,
    customSynopsis = "attune deblur INPUT... -o OUTPUT [OPTION...]",
    description = {
      "Sharpen a blurry video: find its sharpest regions, blur them as the video is blurred, tune the"
          + " model on those pairs, restore every frame.",
      "",
      "The result is never worse than the model alone: held-out pairs judge, and what does not help"
          + " is rolled back. Sound, subtitles, chapters and times of the frames stay as they are."
    })
final class DeblurCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "Video file, URL, folder of pictures, or pattern such as 'shots/*.png'.")
  List<String> inputs;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTPUT",
      description =
          "File to write (mp4, mov, mkv, webm), folder or pattern of pictures, or - for a pipe; a"
              + " folder for several inputs.")
  String output;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page about the run; a folder for several inputs.")
  Path report;

  @Option(
      names = "--dry-run",
      description = "Show every setting and what would be written; do nothing.")
  boolean dryRun;

  @Mixin private MethodOptions method;
  @Mixin private AdaptOptions adapt;
  @Mixin private RangeOptions range;
  @Mixin private EncodingOptions encoding;
  @Mixin private TrackOptions tracks;
  @Mixin private OverwriteOptions overwrite;
  @Mixin private ComputeOptions compute;
  @Mixin private ProgressOptions progress;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  DeblurCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean piped = output.equals("-");
    requireFreePipe(piped);
    DeblurJobs jobs =
        new DeblurJobs(
            new DeblurJobs.Options(method, adapt, range, encoding, tracks, overwrite, compute),
            new PipeStream(terminal.out()));
    List<OutputPlan> plans = OutputPlan.of(inputs, output, report);
    Map<String, String> settings = jobs.settings();
    if (dryRun) {
      printPlans(plans, settings);
      return ExitCode.OK.number();
    }
    BuildInfo.read().requirePlatform();
    for (OutputPlan plan : plans) {
      if (!piped) {
        overwrite.require(plan.output(), terminal);
      }
      plan.report()
          .ifPresent(
              page -> {
                Pages.requirePossible(page);
                overwrite.require(page, terminal);
              });
    }
    jobs.load(ModelCatalogs.of(terminal));
    return plans.size() == 1 ? runOne(jobs, plans.get(0)) : runAll(jobs, plans);
  }

  /** A video on stdout leaves no room for anything else there. */
  private void requireFreePipe(boolean piped) {
    if (piped && common.json && !dryRun) {
      throw new CommandException(
          ExitCode.USAGE, "--json and -o - would both write to stdout; give -o a file");
    }
    if (piped && terminal.outIsTerminal() && !dryRun) {
      throw new CommandException(
          ExitCode.USAGE, "-o - would write a video to the terminal; pipe it into a program");
    }
  }

  private int runOne(DeblurJobs jobs, OutputPlan plan) {
    RunResult result = run(jobs, plan);
    if (common.json) {
      terminal.out().println(Json.write(result));
    }
    return exitCode(result).number();
  }

  /** One failure does not stop the others; running out of memory or being interrupted does. */
  private int runAll(DeblurJobs jobs, List<OutputPlan> plans) {
    List<Object> results = new ArrayList<>();
    boolean failed = false;
    for (OutputPlan plan : plans) {
      try {
        RunResult result = run(jobs, plan);
        results.add(result);
        failed |= exitCode(result) != ExitCode.OK;
      } catch (RuntimeException e) {
        Failure failure = Failure.of(e);
        if (failure.exitCode() == ExitCode.INTERRUPTED) {
          throw e;
        }
        failed = true;
        terminal.err().println("attune: " + failure.message());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("input", plan.shownInput());
        told.put("error", failure.message());
        told.put("exitCode", failure.exitCode().number());
        results.add(told);
      }
    }
    if (common.json) {
      terminal.out().println(Json.write(Map.of("results", results)));
    }
    return (failed ? ExitCode.PARTIAL : ExitCode.OK).number();
  }

  private RunResult run(DeblurJobs jobs, OutputPlan plan) {
    jobs.requirePossible(plan);
    VideoDeblurrer.Finished finished;
    try (ProgressMeter meter = progress.meter(terminal, common.quiet)) {
      finished = new VideoDeblurrer(jobs.job(plan), new RunProgress(meter)).run();
    }
    RunResult result = finished.result();
    plan.report()
        .ifPresent(
            page ->
                Pages.write(
                    page,
                    RunReport.of(
                        result,
                        finished.evidence(),
                        Provenances.of(spec.root().commandLine().getParseResult()))));
    if (!common.json) {
      PrintStream people = plan.isPipe() ? terminal.err() : terminal.out();
      people.print(RunSummary.of(result, plan.report()));
    }
    if (!result.damage().isEmpty()) {
      terminal.err().println("attune: " + result.input() + " is damaged: " + result.damage());
    }
    return result;
  }

  private ExitCode exitCode(RunResult result) {
    if (!result.damage().isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    return adapt.strict && isRolledBack(result) ? ExitCode.DIVERGED : ExitCode.OK;
  }

  private static boolean isRolledBack(RunResult result) {
    return Stream.concat(
            Stream.of(result.outcome()), result.scenes().stream().map(RunResult.Scene::outcome))
        .anyMatch("rolled-back"::equals);
  }

  private void printPlans(List<OutputPlan> plans, Map<String, String> settings) {
    if (common.json) {
      List<Map<String, String>> files = new ArrayList<>();
      for (OutputPlan plan : plans) {
        Map<String, String> file = new LinkedHashMap<>();
        file.put("input", plan.shownInput());
        file.put("output", plan.output().toString());
        plan.report().ifPresent(page -> file.put("report", page.toString()));
        files.add(file);
      }
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("files", files);
      all.put("settings", settings);
      terminal.out().println(Json.write(all));
      return;
    }
    for (OutputPlan plan : plans) {
      terminal.out().println(plan.shownInput() + " -> " + plan.output());
      plan.report().ifPresent(page -> terminal.out().println("report -> " + page));
    }
    TextTable table = new TextTable("option", "value");
    settings.forEach(table::add);
    terminal.out().print(table);
  }
}
