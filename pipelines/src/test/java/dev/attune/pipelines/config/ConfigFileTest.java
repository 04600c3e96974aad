package dev.attune.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir Path folder;

  @Test
  void takesValuesAsTheyAreWritten() throws IOException {
    Map<String, List<String>> values =
        read(
            "# mine\nadapt: off\nto: 1:30\ncrf: 018\nstrength: 0.50\ndevice: 'cuda:1'\noverwrite: yes\n");
    assertThat(values)
        .containsEntry("adapt", List.of("off"))
        .containsEntry("to", List.of("1:30"))
        .containsEntry("crf", List.of("018"))
        .containsEntry("strength", List.of("0.50"))
        .containsEntry("device", List.of("cuda:1"))
        .containsEntry("overwrite", List.of("yes"));
  }

  @Test
  void takesListsAndMappingsForRepeatedOptions() throws IOException {
    Map<String, List<String>> values =
        read("codec-option:\n  preset: slow\n  tune: film\nmore: [a=1, b=2]\n");
    assertThat(values)
        .containsEntry("codec-option", List.of("preset=slow", "tune=film"))
        .containsEntry("more", List.of("a=1", "b=2"));
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    assertThat(read("# nothing\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "just words           | must be a mapping",
        "'- a\n- b'           | must be a mapping",
        "'crf:'               | 'crf' needs a value",
        "'crf: ~'             | 'crf' needs a value",
        "'a: [[1]]'           | 'a' needs a value",
        "'a: {b: {c: 1}}'     | 'a' needs a value",
        "'crf: 1\ncrf: 2'     | line 2 is not readable as YAML",
        "'a: [1'              | is not readable as YAML",
        "'a: *b'              | 'a' needs a value",
      })
  void refusesWhatIsNoConfiguration(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), text);
    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.yaml does not exist")
        .hasMessageContaining("--config");
  }

  @Test
  void refusesAHugeFile() throws IOException {
    Path file = Files.write(folder.resolve("big.yaml"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearest() throws IOException {
    ConfigFile file = ConfigFile.read(Files.writeString(folder.resolve("c.yaml"), "prest: best"));
    assertThatThrownBy(() -> file.requireNamesIn(List.of("preset", "crf"), "attune deblur"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key 'prest'")
        .hasMessageContaining("did you mean 'preset'?");
  }

  private Map<String, List<String>> read(String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("c.yaml"), text)).values();
  }
}
