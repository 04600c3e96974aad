package dev.attune.pipelines.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whether an output that exists may be replaced. */
final class OverwriteOptions {
  @ArgGroup(exclusive = true)
  Choice choice = new Choice();

  /** At most one of both. */
  static final class Choice {
    @Option(
        names = {"-y", "--overwrite"},
        description = "Replace an output that exists.")
    boolean yes;

    @Option(
        names = {"-n", "--no-overwrite"},
        description = "Never replace an output that exists, and do not ask.")
    boolean no;
  }

  /**
   * Whether the output may be written: nothing stands there, or the options allow to replace it, or
   * a person does.
   *
   * @throws CommandException when something stands there that may not be replaced
   */
  void require(Path output, Terminal terminal) {
    // In a folder only pictures of the same names are in the way; the writer of pictures looks.
    if (!Files.exists(output) || Files.isDirectory(output) || choice.yes) {
      return;
    }
    if (!choice.no && terminal.isInteractive()) {
      if (terminal.confirm(output + " exists. Replace it?")) {
        return;
      }
      throw new CommandException(ExitCode.OUTPUT, output + " was left as it is");
    }
    throw new CommandException(
        ExitCode.OUTPUT, output + " exists; give -y to replace it, or name another output");
  }
}
