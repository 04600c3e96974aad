package dev.attune.pipelines.cli;

import dev.attune.deblur.resume.RunStore;
import dev.attune.deblur.resume.UnfinishedRuns;
import dev.attune.deblur.run.VideoDeblurrer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether an interrupted run goes on. */
final class ResumeOptions {
  @Option(
      names = "--resume",
      description =
          "Go on where an interrupted run with the same input, model and settings was; begin where"
              + " there is none.")
  boolean resume;

  /**
   * What to do with an unfinished run: as the options say, else as a person does.
   *
   * @param output that the run was to write
   */
  RunStore.Decision decision(Path output, OverwriteOptions overwrite, Terminal terminal) {
    return frames -> {
      if (resume) {
        return RunStore.Found.RESUME;
      }
      if (overwrite.choice.yes) {
        return RunStore.Found.START_OVER;
      }
      String found =
          "an unfinished run to "
              + output
              + " was found, with "
              + frames
              + (frames == 1 ? " frame" : " frames")
              + " done";
      if (overwrite.choice.no || !terminal.isInteractive()) {
        throw new CommandException(
            ExitCode.OUTPUT, found + ": give --resume to go on with it, or -y to start over");
      }
      return switch (terminal.ask(found + ". Resume it, start over, or cancel?", "rsc")) {
        case 'r' -> RunStore.Found.RESUME;
        case 's' -> RunStore.Found.START_OVER;
        default ->
            throw new CommandException(ExitCode.OUTPUT, "the unfinished run was left as it is");
      };
    };
  }

  /**
   * Does nothing unless going on was asked for.
   *
   * @throws CommandException otherwise, since a run of this plan keeps nothing to go on with
   */
  void requireNone(OutputPlan plan) {
    if (resume) {
      throw new CommandException(
          ExitCode.USAGE,
          "--resume: a run from "
              + plan.shownInput()
              + " to "
              + plan.output()
              + " cannot go on, only one from a file or a folder to a video file can; leave it"
              + " out");
    }
  }

  /** Whether there is an unfinished run of an output to go on with. */
  boolean goesOn(Path output) {
    UnfinishedRuns.sweep(output);
    return resume && UnfinishedRuns.isUnfinished(output);
  }

  /** Whether the output that is there is one that the run to go on with has published itself. */
  boolean replacesItsOwn(Path output) {
    UnfinishedRuns.sweep(output);
    return resume && VideoDeblurrer.hasPublished(output);
  }

  /** Tells what an interrupted or failed run leaves behind. */
  void tell(RunStore store, Path output, Terminal terminal) {
    if (store.hasProgress()) {
      long frames = store.frames();
      terminal
          .err()
          .println(
              "attune: "
                  + (frames == 0 ? "what was learned" : frames + " frames")
                  + " of "
                  + output
                  + (frames == 1 || frames == 0 ? " is" : " are")
                  + " safe; the same command with --resume goes on");
    }
  }
}
