package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.pipelines.config.ConfigException;
import dev.attune.video.io.MediaException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new MediaException(MediaException.Kind.NOT_FOUND, "a"), 3),
        Arguments.of(new MediaException(MediaException.Kind.BAD_INPUT, "a"), 3),
        Arguments.of(new MediaException(MediaException.Kind.UNSUPPORTED, "a"), 2),
        Arguments.of(new MediaException(MediaException.Kind.OUTPUT, "a"), 6),
        Arguments.of(new WeightsException(WeightsException.Kind.MISSING, "a", "b", "", ""), 4),
        Arguments.of(new WeightsException(WeightsException.Kind.UNSAFE, "a", "b", "", ""), 4),
        Arguments.of(new WeightsException(WeightsException.Kind.MISMATCH, "a", "b", "", ""), 4),
        Arguments.of(new WeightsException(WeightsException.Kind.OUTPUT, "a", "b", "", ""), 6),
        Arguments.of(new DeviceException("a"), 2),
        Arguments.of(new ConfigException("a"), 2),
        Arguments.of(new CommandException(ExitCode.DIVERGED, "a"), 7),
        Arguments.of(new OutOfMemoryError("a"), 5),
        Arguments.of(new InterruptedException("a"), 130),
        Arguments.of(new CancellationException("a"), 130),
        Arguments.of(new ClosedByInterruptException(), 130),
        Arguments.of(
            new MediaException(MediaException.Kind.OUTPUT, "a", new ClosedByInterruptException()),
            130),
        Arguments.of(new IllegalStateException("a"), 1),
        Arguments.of(new NullPointerException("a"), 1),
        Arguments.of(new UnsatisfiedLinkError("a"), 1));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void everyExceptionHasItsExitCode(Throwable thrown, int exitCode) {
    assertThat(Failure.of(thrown).exitCode().number()).isEqualTo(exitCode);
    assertThat(Failure.of(new ExecutionException(thrown)).exitCode().number()).isEqualTo(exitCode);
  }

  @Test
  void ourOwnMistakesAreCalledThat() {
    assertThat(Failure.of(new IllegalStateException("queue is closed")).message())
        .contains("queue is closed", "mistake in Attune", "--debug")
        .doesNotContain("at dev.attune");
  }
}
