package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.deblur.resume.ResumeException;
import dev.attune.deblur.run.MemoryException;
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
  /** Messages quote names and values that anybody may have chosen. */
  Failure {
    message = Printable.of(String.valueOf(message));
  }

  /** What to tell of {@code thrown}. */
  static Failure of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof CommandException e) {
      return new Failure(e.exitCode(), e.getMessage());
    }
    if (isInterruption(cause)) {
      return new Failure(ExitCode.INTERRUPTED, "interrupted; the output was not finished");
    }
    if (cause instanceof ResumeException e) {
      return new Failure(ExitCode.USAGE, e.getMessage());
    }
    if (cause instanceof ConfigException e) {
      return new Failure(ExitCode.USAGE, e.getMessage());
    }
    if (cause instanceof MediaException e) {
      return new Failure(ofMedia(e.kind()), e.getMessage());
    }
    if (cause instanceof WeightsException e) {
      boolean output = e.kind() == WeightsException.Kind.OUTPUT;
      return new Failure(output ? ExitCode.OUTPUT : ExitCode.MODEL, e.getMessage());
    }
    if (cause instanceof DeviceException) {
      return new Failure(ExitCode.USAGE, cause.getMessage());
    }
    if (cause instanceof MemoryException) {
      return new Failure(ExitCode.OUT_OF_MEMORY, cause.getMessage());
    }
    if (cause instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.OUT_OF_MEMORY,
          "out of memory ("
              + cause.getMessage()
              + "); close other programs, say with --memory how much there is, use smaller frames or fewer --threads, or give Java more"
              + " with ATTUNE_JAVA_OPTS=-Xmx2g");
    }
    return new Failure(
        ExitCode.INTERNAL,
        "internal error: "
            + cause
            + "\n"
            + "This is a mistake in Attune. Run it again with --debug and report what is"
            + " printed.");
  }

  private static ExitCode ofMedia(MediaException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND, BAD_INPUT -> ExitCode.BAD_INPUT;
      case UNSUPPORTED -> ExitCode.USAGE;
      case OUTPUT -> ExitCode.OUTPUT;
    };
  }

  /** Whatever was tried when the interruption came may call it a trouble of its own. */
  private static boolean isInterruption(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || cause instanceof CancellationException) {
        return true;
      }
    }
    return false;
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
