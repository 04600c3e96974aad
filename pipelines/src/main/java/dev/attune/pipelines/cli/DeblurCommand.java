package dev.attune.pipelines.cli;

import dev.attune.deblur.resume.RunStore;
import dev.attune.deblur.run.RunResult;
import dev.attune.deblur.run.VideoDeblurrer;
import dev.attune.pipelines.batch.BatchResult;
import dev.attune.pipelines.batch.BatchRun;
import dev.attune.pipelines.batch.InputSearch;
import dev.attune.pipelines.batch.JobFile;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.pipelines.report.BatchPage;
import dev.attune.pipelines.report.Provenance;
import dev.attune.pipelines.report.RunReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      "Sharpen a blurry video: find its sharpest regions, blur them as the video is blurred, tune"
          + " the model on those pairs, restore every frame.",
      "",
      "The result is never worse than the model alone: held-out pairs judge, and what does not help"
          + " is rolled back. Sound, subtitles, chapters and times of the frames stay as they are."
    })
final class DeblurCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description =
          "Video file, URL, folder of videos or of pictures, or pattern such as 'clips/**/*.mp4' or"
              + " 'shots/*.png'.")
  List<String> inputs = List.of();

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
      description =
          "Write a page about the run; a folder of pages with an index for several inputs.")
  Path report;

  @Option(
      names = "--dry-run",
      description =
          "Show every setting, what would be written, and about what memory, time and disk it takes;"
              + " do nothing.")
  boolean dryRun;

  @Mixin private MethodOptions method;
  @Mixin private AdaptOptions adapt;
  @Mixin private RangeOptions range;
  @Mixin private EncodingOptions encoding;
  @Mixin private TrackOptions tracks;
  @Mixin private OverwriteOptions overwrite;
  @Mixin private BatchOptions batch;
  @Mixin private ResumeOptions resume;
  @Mixin private ComputeOptions compute;
  @Mixin private MemoryOptions memory;
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
            new DeblurJobs.Options(
                method, adapt, range, encoding, tracks, overwrite, compute, memory),
            new PipeStream(terminal.out()));
    OutputPlans plans = plans();
    Map<String, String> settings = jobs.settings();
    batch.describe(settings);
    if (dryRun) {
      jobs.load(ModelCatalogs.of(terminal));
      new DryRun(jobs, terminal, common).print(plans.all(), settings);
      return ExitCode.OK.number();
    }
    BuildInfo.read().requirePlatform();
    if (!plans.batch()) {
      OutputPlan plan = plans.all().get(0);
      if (!piped && !resume.replacesItsOwn(plan.output())) {
        overwrite.require(plan.output(), terminal);
      }
      plan.report().ifPresent(this::requirePage);
      jobs.load(ModelCatalogs.of(terminal));
      return runOne(jobs, plan);
    }
    plans.index().ifPresent(this::requireIndex);
    jobs.load(ModelCatalogs.of(terminal));
    return runAll(jobs, plans);
  }

  private OutputPlans plans() {
    if (inputs.isEmpty() && batch.jobs == null) {
      throw new CommandException(ExitCode.USAGE, "give an INPUT, or a list of them with --jobs");
    }
    InputSearch.Result found = InputSearch.of(inputs, batch.recursive, Path.of(output));
    if (batch.jobs != null) {
      found = found.with(JobFile.read(batch.jobs));
    }
    OutputPlans plans =
        OutputPlans.of(
            found,
            output,
            report,
            new OutputPlans.Naming(
                batch.template(),
                Map.of("preset", method.preset.toString(), "adapt", adapt.over.toString())));
    if (!common.quiet) {
      plans
          .notices()
          .forEach(notice -> terminal.err().println("attune: " + Printable.line(notice)));
    }
    return plans;
  }

  private void requirePage(Path page) {
    Pages.requirePossible(page);
    overwrite.require(page, terminal);
  }

  /** Pages of a batch tell how it stands, so a later run replaces those of an earlier one. */
  private void requireIndex(Path page) {
    Pages.requirePossible(page);
    if (overwrite.choice.no) {
      overwrite.require(page, terminal);
    }
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
    } else {
      PrintStream people = plan.isPipe() ? terminal.err() : terminal.out();
      people.print(RunSummary.of(result, plan.report()));
    }
    if (!result.damage().isEmpty()) {
      terminal
          .err()
          .println(Printable.line("attune: " + result.input() + " is damaged: " + result.damage()));
    }
    return exitCode(result).number();
  }

  private int runAll(DeblurJobs jobs, OutputPlans plans) {
    BatchResult result =
        new DeblurBatch(
                terminal,
                common,
                jobs::isThere,
                output -> overwrite.choice.yes || resume.goesOn(output),
                plan -> work(jobs, plan))
            .run(plans.all());
    plans.index().ifPresent(page -> Pages.write(page, BatchPage.of(result, page, provenance())));
    return DeblurBatch.exitCode(result).number();
  }

  private BatchRun.Work work(DeblurJobs jobs, OutputPlan plan) {
    RunResult result = run(jobs, plan);
    ExitCode code = exitCode(result);
    String complaint =
        code == ExitCode.BAD_INPUT
            ? "damaged: " + result.damage()
            : code == ExitCode.DIVERGED ? "rolled back: " + result.reason() : "";
    return new BatchRun.Work(result, code.number(), complaint);
  }

  private RunResult run(DeblurJobs jobs, OutputPlan plan) {
    Optional<RunStore> store =
        jobs.store(plan, resume.decision(plan.output(), overwrite, terminal));
    if (store.isEmpty()) {
      resume.requireNone(plan);
      return run(jobs, plan, store);
    }
    try (RunStore kept = store.get()) {
      RunResult result = run(jobs, plan, store);
      kept.remove();
      return result;
    } catch (RuntimeException | Error e) {
      resume.tell(store.get(), plan.output(), terminal);
      throw e;
    }
  }

  private RunResult run(DeblurJobs jobs, OutputPlan plan, Optional<RunStore> store) {
    jobs.requirePossible(plan, store);
    VideoDeblurrer.Finished finished;
    try (ProgressMeter meter = progress.meter(terminal, common.quiet)) {
      finished = new VideoDeblurrer(jobs.job(plan, store), store, new RunProgress(meter)).run();
    }
    RunResult result = finished.result();
    plan.report()
        .ifPresent(
            page -> Pages.write(page, RunReport.of(result, finished.evidence(), provenance())));
    return result;
  }

  private Provenance provenance() {
    return Provenances.of(spec.root().commandLine().getParseResult());
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
}
