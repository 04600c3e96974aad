package dev.attune.pipelines.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs {@code attune deblur} in this process with a model of its own and one thread.
 *
 * @param model weights to begin with
 * @param models folder of imported models
 */
record TestDeblur(Path model, Path models) {
  /** What a run printed, and its exit code. */
  record Result(int code, String out, String err) {}

  /** With a model that gives back what it is given, made in {@code folder}. */
  static TestDeblur in(Path folder) {
    return new TestDeblur(
        TestMedia.model(folder.resolve("same.safetensors")), folder.resolve("models"));
  }

  /** A terminal as in a script. */
  TestTerminal terminal() {
    return TestTerminal.piped(Map.of("ATTUNE_MODELS", models.toString()));
  }

  /** Runs on one input. */
  Result run(Path input, Path output, String... options) {
    return run(input.toString(), output.toString(), options);
  }

  /** Runs on one input. */
  Result run(String input, String output, String... options) {
    TestTerminal terminal = terminal();
    String[] all =
        Stream.concat(
                Stream.of("deblur", input, "-o", output, "--weights=" + model, "--threads=1"),
                Stream.of(options))
            .toArray(String[]::new);
    int code = terminal.run(all);
    return new Result(code, terminal.out(), terminal.err());
  }
}
