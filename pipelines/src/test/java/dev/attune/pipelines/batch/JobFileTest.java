package dev.attune.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.pipelines.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFileTest {
  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("jobs.jsonl"), content);
  }

  @Test
  void eachLineIsAnInput() throws IOException {
    Path file =
        file("{\"input\": \"a.mov\"}\n\n{\"name\": \"x/b.mkv\", \"input\": \"http://h/b.ts\"}\n");
    assertThat(JobFile.read(file))
        .containsExactly(
            FoundInput.named("a.mov"),
            new FoundInput(
                "http://h/b.ts", Path.of(""), false, Optional.of(Path.of("x", "b.mkv"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | names no input",
        "{'input': 'a.mp4'             | line 1 is no JSON",
        "{'input': 'a.mp4'} x          | line 1 is no JSON",
        "['a.mp4']                     | 'input' is missing",
        "{'inptu': 'a.mp4'}            | 'inptu' is unknown, did you mean input?",
        "{'name': 'a.mp4'}             | 'input' is missing",
        "{'input': 5}                  | 'input' is no text",
        "{'input': 'a', 'name': ['b']} | 'name' is no text",
      })
  void whatElseItSaysIsRefused(String line, String message) throws IOException {
    Path file = file(line.replace('\'', '"'));
    assertThatThrownBy(() -> JobFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMissingListIsNamed() {
    assertThatThrownBy(() -> JobFile.read(folder.resolve("none.jsonl")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.jsonl cannot be read");
  }
}
