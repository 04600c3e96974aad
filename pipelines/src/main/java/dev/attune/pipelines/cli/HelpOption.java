package dev.attune.pipelines.cli;

import picocli.CommandLine.Option;

/** The option of commands that have no others. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;
}
