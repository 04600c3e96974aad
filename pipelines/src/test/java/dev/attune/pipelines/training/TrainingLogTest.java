package dev.attune.pipelines.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("new").resolve("log.jsonl");
    try (TrainingLogWriter writer = new TrainingLogWriter(file)) {
      writer.step(1, 0.5, 2.5, 1e-3);
      writer.step(2, 0.25, 1.5, 5e-4);
      writer.validated(2, 24.5, 25.5, true);
    }
    TrainingLog log = TrainingLog.read(file);
    assertThat(log.steps().values())
        .containsExactly(
            new TrainingLog.Step(1, 0.5, 2.5, 1e-3), new TrainingLog.Step(2, 0.25, 1.5, 5e-4));
    assertThat(log.best()).isEqualTo(new TrainingLog.Validation(2, 24.5, 25.5));
  }

  @Test
  void aRunThatGoesOnReplacesWhatItRepeats() throws IOException {
    Path file = folder.resolve("log.jsonl");
    try (TrainingLogWriter writer = new TrainingLogWriter(file)) {
      writer.step(1, 4, 1, 1);
      writer.step(2, 3, 1, 1);
    }
    // The machine stopped in the middle of a line.
    Files.writeString(file, "{\"step\":3,\"lo", StandardOpenOption.APPEND);
    try (TrainingLogWriter writer = new TrainingLogWriter(file)) {
      writer.step(2, 2, 1, 1);
      writer.step(3, 1, 1, 1);
    }
    assertThat(TrainingLog.read(file).steps().values())
        .extracting(TrainingLog.Step::loss)
        .containsExactly(4.0, 2.0, 1.0);
  }

  @Test
  void withoutAFileNothingHappenedYet() {
    assertThat(TrainingLog.read(folder.resolve("none")).steps()).isEmpty();
  }

  @Test
  void theBestIsTheHighest() {
    Path file = folder.resolve("log.jsonl");
    try (TrainingLogWriter writer = new TrainingLogWriter(file)) {
      writer.validated(10, 24, 25, true);
      writer.validated(20, 24, 27, true);
      writer.validated(30, 24, 26, false);
    }
    assertThat(TrainingLog.read(file).best().step()).isEqualTo(20);
  }
}
