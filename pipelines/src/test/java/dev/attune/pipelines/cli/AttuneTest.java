package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttuneTest {
  private final TestTerminal terminal = TestTerminal.piped();

  @Test
  void showsItsVersion() {
    assertThat(terminal.run("--version")).isZero();
    assertThat(terminal.out()).matches("attune \\d+\\.\\d+\\.\\d+\\S* \\(Java .+, \\S+-\\S+\\)\\R");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void helpGoesToStdoutWhenItWasAskedFor() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out()).contains("Usage: attune", "completion");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void helpGoesToStderrWhenTheCommandIsMissing() {
    assertThat(terminal.run()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("Usage: attune");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    assertThat(terminal.run("completoin")).isEqualTo(2);
    assertThat(terminal.err()).contains("unknown command 'completoin'; did you mean completion?");
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    assertThat(terminal.run("completion", "--hlep")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("unknown option --hlep; did you mean --help?", "Try 'attune completion --help'.");
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    assertThat(terminal.run("completion")).isZero();
    for (String name : AttuneCommand.create(terminal.terminal()).getSubcommands().keySet()) {
      assertThat(terminal.out()).contains("_picocli_attune_" + name.replace("-", ""));
    }
    assertThat(terminal.out()).contains("complete -F _complete_attune");
  }
}
