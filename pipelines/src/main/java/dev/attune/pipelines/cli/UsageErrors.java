package dev.attune.pipelines.cli;

import dev.attune.pipelines.config.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant. */
final class UsageErrors {
  private UsageErrors() {}

  /** The message, without a line end. */
  static String message(
      ParameterException e, Optional<ConfigDefaults> config, List<String> arguments) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String text = e instanceof UnmatchedArgumentException u ? unmatched(u) : e.getMessage();
    String origin =
        config
            .filter(c -> !isGiven(e.getArgSpec(), arguments))
            .flatMap(c -> c.originOf(e.getArgSpec()))
            .map(o -> o + ": ")
            .orElse("");
    return origin + text + "\nTry '" + command.qualifiedName() + " --help'.";
  }

  /** Whether the option stands on the command line, so that its value came from there. */
  private static boolean isGiven(ArgSpec argument, List<String> arguments) {
    return argument instanceof OptionSpec option
        && Stream.of(option.names())
            .anyMatch(
                name ->
                    arguments.stream().anyMatch(a -> a.equals(name) || a.startsWith(name + "=")));
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String typed = e.getUnmatched().get(0);
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (typed.startsWith("-")) {
      String name = typed.replaceFirst("=.*", "");
      return "unknown option " + name + hint(NearestName.among(optionNames(command), name));
    }
    if (!command.subcommands().isEmpty()) {
      return "unknown command '"
          + typed
          + "'"
          + hint(NearestName.among(command.subcommands().keySet(), typed));
    }
    return "unexpected argument '" + typed + "'";
  }

  private static List<String> optionNames(CommandSpec command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  private static String hint(Optional<String> nearest) {
    return nearest.map(name -> "; did you mean " + name + "?").orElse("");
  }
}
