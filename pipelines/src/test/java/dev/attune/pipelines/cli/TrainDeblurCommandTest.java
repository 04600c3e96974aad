package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainDeblurCommandTest {
  @TempDir Path folder;

  private final TestTerminal terminal = TestTerminal.piped();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps=0         | 0 is out of range; 1 to 1000000000 is allowed",
        "--steps=many      | 'many' is not a whole number",
        "--learning-rate=2 | 2 is out of range; 1.0E-9 to 1 is allowed",
        "--learning-rate=x | 'x' is not a number",
        "--learning-rate=NaN | NaN is out of range",
        "--network=estrnn --features=7 | features 7: an even number",
        "--network=estrnn --width=8 | --width is not for --network estrnn",
        "--features=8      | --features is not for --network path-kernel",
        "--width=12        | width 12: a multiple of 8",
        "--network=unet    | 'unet' estrnn or path-kernel is allowed",
        "--crop=98         | crop 98: a multiple of 4",
        "--device=gpu      | 'gpu': auto, cpu, cuda or cuda:1 is allowed",
        "--progress=fancy  | 'fancy' bar, plain, json or none is allowed",
        "--progress=plan   | 'plan', did you mean plain? bar, plain, json or none is allowed",
        "--step=3          | unknown option --step; did you mean --steps?",
      })
  @Timeout(60) // a value that is taken would train for hours
  void wrongValuesAreNamed(String option, String message) {
    List<String> arguments = new ArrayList<>(List.of("train", "deblur", folder.toString()));
    arguments.addAll(List.of(option.split(" ")));
    assertThat(terminal.run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(terminal.err()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theGroupNamesItsCommands() {
    assertThat(terminal.run("train")).isEqualTo(2);
    assertThat(terminal.err()).contains("'attune train' needs one of: deblur");
  }

  @Test
  void aValueOfTheConfigurationFileIsBlamedOnIt() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "crop: -3\n");
    assertThat(terminal.run("train", "deblur", "x", "--config", file.toString())).isEqualTo(2);
    assertThat(terminal.err())
        .contains("configuration file " + file + ": ", "--crop", "-3 is out of range");
  }

  @Test
  void theCommandLineWinsOverTheConfigurationFile() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "crop: -3\nbatch: 0\n");
    assertThat(terminal.run("train", "deblur", "x", "--config=" + file, "--crop=98", "--batch=1"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("crop 98").doesNotContain("c.yaml");
  }

  @Test
  void anUnknownKeyOfTheConfigurationFileNamesTheNearest() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "learning_rate: 0.1\n");
    assertThat(terminal.run("train", "deblur", "x", "--config=" + file)).isEqualTo(2);
    assertThat(terminal.err())
        .contains("unknown key 'learning_rate'; did you mean 'learning-rate'?");
  }
}
