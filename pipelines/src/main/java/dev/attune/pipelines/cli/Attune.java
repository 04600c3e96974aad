package dev.attune.pipelines.cli;

import dev.attune.pipelines.config.ConfigException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The program. */
public final class Attune {
  private Attune() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Interruption interruption = Interruption.watch(Thread.currentThread(), System.err);
    Terminal terminal =
        Terminal.ofProcess(
            System.getProperty("attune.terminals", ""),
            System.getProperty("attune.columns", ""),
            System.getenv());
    int exitCode = run(terminal, arguments);
    System.exit(interruption.exitCode(exitCode));
  }

  /** Runs a command and returns its exit code. */
  static int run(Terminal terminal, String... arguments) {
    int exitCode = parseAndRun(terminal, arguments);
    if (exitCode == ExitCode.OK.number() && terminal.out().checkError()) {
      terminal
          .err()
          .println(
              "attune: the result could not be written to stdout: nobody reads it any more, or the"
                  + " disk is full");
      return ExitCode.OUTPUT.number();
    }
    return exitCode;
  }

  private static int parseAndRun(Terminal terminal, String... arguments) {
    CommandLine attune = AttuneCommand.create(terminal);
    boolean debug = List.of(arguments).contains("--debug");
    Optional<ConfigDefaults> config;
    try {
      config = ConfigDefaults.of(attune, List.of(arguments));
    } catch (ConfigException e) {
      return fail(terminal, e, debug);
    }
    config.ifPresent(attune::setDefaultValueProvider);
    attune.setCaseInsensitiveEnumValuesAllowed(true);
    attune.setUsageHelpAutoWidth(false);
    attune.setUsageHelpWidth(Math.max(60, Math.min(100, terminal.columns())));
    boolean color = terminal.color() && terminal.outIsTerminal();
    attune.setColorScheme(Help.defaultColorScheme(color ? Ansi.ON : Ansi.OFF));
    attune.setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()));
    attune.setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()));
    attune.setParameterExceptionHandler(
        (e, args) ->
            fail(
                terminal,
                new CommandException(
                    ExitCode.USAGE, UsageErrors.message(e, config, List.of(args)), e),
                debug));
    attune.setExecutionExceptionHandler((e, command, result) -> fail(terminal, e, debug));
    attune.setExecutionStrategy(Attune::execute);
    try {
      return attune.execute(arguments);
    } catch (Error e) {
      // Memory ran out, or a native library is missing: told like everything else.
      return fail(terminal, e, debug);
    }
  }

  private static int execute(ParseResult result) {
    ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandSpec common = last.commandSpec().mixins().get(CommonOptions.MIXIN);
    if (common != null) {
      System.setProperty(Logging.LEVEL_PROPERTY, ((CommonOptions) common.userObject()).logLevel());
    }
    return new CommandLine.RunLast().execute(result);
  }

  private static int fail(Terminal terminal, Throwable thrown, boolean debug) {
    Failure failure = Failure.of(thrown);
    terminal.err().println("attune: " + failure.message());
    if (debug) {
      thrown.printStackTrace(terminal.err());
    }
    return failure.exitCode().number();
  }
}
