package dev.attune.pipelines.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs commands in this process and keeps what they print. */
final class TestTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  private TestTerminal(boolean interactive, String answers, Map<String, String> environment) {
    this(interactive, answers, environment, null);
  }

  private TestTerminal(
      boolean interactive, String answers, Map<String, String> environment, OutputStream stdout) {
    terminal =
        new Terminal(
            new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(stdout == null ? out : stdout, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interactive,
            false,
            interactive,
            100,
            false,
            true,
            environment);
  }

  /** As in a script: nothing is a terminal. */
  static TestTerminal piped() {
    return new TestTerminal(false, "", Map.of());
  }

  /** As in a script, with variables of its own. */
  static TestTerminal piped(Map<String, String> environment) {
    return new TestTerminal(false, "", environment);
  }

  /** As in a script whose stdout is another stream. */
  static TestTerminal pipedInto(OutputStream stdout, Map<String, String> environment) {
    return new TestTerminal(false, "", environment, stdout);
  }

  /** As at a keyboard. */
  static TestTerminal interactive(String answers, Map<String, String> environment) {
    return new TestTerminal(true, answers, environment);
  }

  Terminal terminal() {
    return terminal;
  }

  int run(String... arguments) {
    return Attune.run(terminal, arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  byte[] outBytes() {
    return out.toByteArray();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
