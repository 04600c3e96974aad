package dev.attune.pipelines.cli;

import java.util.Objects;

/** A command cannot go on; the message tells what, which value, what is allowed and what to do. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
  }

  CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
