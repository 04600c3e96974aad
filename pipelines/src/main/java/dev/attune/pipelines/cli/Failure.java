package dev.attune.pipelines.cli;

import dev.attune.pipelines.config.ConfigException;
import dev.attune.video.io.MediaException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What is told of an exception: the one place that turns exceptions into exit codes and messages.
 *
 * @param exitCode of the process
 * @param message for people, without a stack trace
 */
record Failure(ExitCode exitCode, String message) {

  /** What to tell of {@code thrown}. */
  static Failure of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof CommandException e) {
      return new Failure(e.exitCode(), e.getMessage());
    }
    if (cause instanceof ConfigException e) {
      return new Failure(ExitCode.USAGE, e.getMessage());
    }
    if (cause instanceof MediaException e) {
      return new Failure(ofMedia(e.kind()), e.getMessage());
    }
    if (cause instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.OUT_OF_MEMORY,
          "out of memory ("
              + cause.getMessage()
              + "); close other programs, use smaller frames or fewer --threads, or give Java more with"
              + " ATTUNE_JAVA_OPTS=-Xmx2g");
    }
    if (cause instanceof InterruptedException
        || cause instanceof ClosedByInterruptException
        || cause instanceof CancellationException) {
      return new Failure(ExitCode.INTERRUPTED, "interrupted; unfinished output was removed");
    }
    return new Failure(
        ExitCode.INTERNAL,
        "internal error: "
            + cause
            + "\nThis is a mistake in Attune. Run it again with --debug and report what is printed.");
  }

  private static ExitCode ofMedia(MediaException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND, BAD_INPUT -> ExitCode.BAD_INPUT;
      case UNSUPPORTED -> ExitCode.USAGE;
      case OUTPUT -> ExitCode.OUTPUT;
    };
  }

  /** The exception that carriers between threads carry. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
