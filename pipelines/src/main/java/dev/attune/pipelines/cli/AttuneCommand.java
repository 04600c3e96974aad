package dev.attune.pipelines.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code attune} itself: without a verb it shows its help. */
@Command(
    name = "attune",
    versionProvider = VersionProvider.class,
    description = {
      "Adapts vision models to the video in front of them, at test time, without labels.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "'attune COMMAND --help' tells more of a command. Results go to stdout, everything else to"
          + " stderr."
    })
final class AttuneCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  AttuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err(), spec.commandLine().getColorScheme());
    return ExitCode.USAGE.number();
  }

  /** The command line with all its verbs. */
  static CommandLine create(Terminal terminal) {
    CommandLine attune = new CommandLine(new AttuneCommand(terminal));
    attune.addSubcommand(new DeblurCommand(terminal));
    attune.addSubcommand(new ClassifyCommand(terminal));
    attune.addSubcommand(new DemoCommand(terminal));
    attune.addSubcommand(
        group(
            "bench",
            "Measure: against known truth, and time.",
            new CommandLine(new BenchDeblurCommand(terminal)),
            new CommandLine(new BenchNetworkCommand(terminal)),
            new CommandLine(new BenchOnlineCommand(terminal))));
    attune.addSubcommand(
        group(
            "train",
            "Train networks from scratch.",
            new CommandLine(new TrainDeblurCommand(terminal))));
    attune.addSubcommand(
        group(
            "data",
            "Make pairs of pictures to train on and to compare with.",
            new CommandLine(new DataBlurCommand(terminal))));
    attune.addSubcommand(
        group(
            "models",
            "List, check, import and export models.",
            new CommandLine(new ModelsListCommand(terminal)),
            new CommandLine(new ModelsVerifyCommand(terminal)),
            new CommandLine(new ModelsImportCommand(terminal)),
            new CommandLine(new ModelsExportCommand(terminal)),
            new CommandLine(new ModelsWhereCommand(terminal))));
    attune.addSubcommand(new DoctorCommand(terminal));
    attune.addSubcommand(new CompletionCommand(terminal));
    return attune;
  }

  private static CommandLine group(String name, String description, CommandLine... verbs) {
    CommandLine group = new CommandLine(new GroupCommand());
    group.getCommandSpec().name(name).usageMessage().description(description);
    for (CommandLine verb : verbs) {
      group.addSubcommand(verb);
    }
    return group;
  }
}
