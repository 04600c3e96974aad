package dev.attune.pipelines.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script, made from the commands as they are. */
@Command(
    name = "completion",
    description = {
      "Print a completion script for bash and zsh.",
      "",
      "Use it in this shell:   source <(attune completion)",
      "In every shell of yours: attune completion > ~/.local/share/bash-completion/completions/attune"
    })
final class CompletionCommand implements Callable<Integer> {
  @Mixin HelpOption help;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash("attune", spec.root().commandLine()));
    return ExitCode.OK.number();
  }
}
