package dev.attune.pipelines.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
  /** Name that commands give this mixin. */
  static final String MIXIN = "common";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
  boolean json;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description =
          "Take options from a file: their names without dashes, such as 'preset: best'. The command"
              + " line wins.")
  Path config;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log what is done.")
  boolean verbose;

  @Option(names = "--debug", description = "Log everything and show stack traces of errors.")
  boolean debug;

  /** The log level that these options ask for. */
  String logLevel() {
    if (debug) {
      return "DEBUG";
    }
    if (verbose) {
      return "INFO";
    }
    return quiet ? "ERROR" : "WARN";
  }
}
