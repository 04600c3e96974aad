package dev.attune.deblur.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.Segment;
import dev.attune.video.io.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
  private static final RunIdentity RUN =
      new RunIdentity("1.0", Map.of("bytes", "10"), Map.of("steps", "5"), "abc");

  @TempDir Path folder;
  private Path output;

  private record Counter(long value) {}

  @BeforeEach
  void nameOutput() {
    output = folder.resolve("out.mp4");
  }

  private RunStore open(RunStore.Found found) {
    return RunStore.open(output, RUN, frames -> found);
  }

  private RunStore open(RunIdentity identity) {
    return RunStore.open(output, identity, frames -> RunStore.Found.RESUME);
  }

  private void leave(int segments) {
    try (RunStore store = open(RunStore.Found.RESUME)) {
      for (int i = 0; i < segments; i++) {
        store.change().add(new Segment(i, 16, 1000 + i, 77)).save("point", new Counter(i)).write();
      }
    }
  }

  private Path journal() {
    return WorkFolder.of(output).resolve("journal");
  }

  private List<String> states() throws IOException {
    try (Stream<Path> files = Files.list(WorkFolder.of(output))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.startsWith("state"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatWasWrittenIsThereForTheNextRun() {
    leave(3);
    try (RunStore store = open(RunStore.Found.RESUME)) {
      assertThat(store.frames()).isEqualTo(48);
      assertThat(store.segments()).hasSize(3).endsWith(new Segment(2, 16, 1002, 77));
      assertThat(store.load("point", Counter.class)).contains(new Counter(2));
      assertThat(store.load("other", Counter.class)).isEmpty();
      store.change().drop("point").save("other", new Counter(9)).write();
    }
    try (RunStore store = open(RunStore.Found.RESUME)) {
      assertThat(store.load("point", Counter.class)).isEmpty();
      assertThat(store.load("other", Counter.class)).contains(new Counter(9));
      store.remove();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aRunWithoutProgressLeavesNothing() {
    Path deep = folder.resolve("a/b/out.mp4");
    RunStore.open(deep, RUN, frames -> RunStore.Found.RESUME).close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void startingOverForgetsEverything() throws IOException {
    leave(2);
    Files.writeString(WorkFolder.of(output).resolve("segment-000000"), "old");
    try (RunStore store = open(RunStore.Found.START_OVER)) {
      assertThat(store.frames()).isZero();
      assertThat(store.load("point", Counter.class)).isEmpty();
      assertThat(WorkFolder.of(output).resolve("segment-000000")).doesNotExist();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theOneWhoDecidesHearsWhatThereIsAndMayLeaveIt() {
    leave(2);
    assertThatThrownBy(
            () ->
                RunStore.open(
                    output,
                    RUN,
                    frames -> {
                      throw new IllegalStateException(frames + " frames");
                    }))
        .hasMessage("32 frames");
    try (RunStore store = open(RunStore.Found.RESUME)) {
      assertThat(store.frames()).isEqualTo(32);
    }
  }

  /** The state that the lost record replaced is still there. */
  @Test
  void whereverTheLastRecordIsTornTheOneBeforeItCounts() throws IOException {
    leave(3);
    byte[] whole = Files.readAllBytes(journal());
    int last = whole.length - 1;
    while (whole[last - 1] != '\n') {
      last--;
    }
    Path state = WorkFolder.of(output).resolve("state-1-point");
    byte[] before = Files.readAllBytes(state);
    for (int length = last; length < whole.length; length++) {
      Files.write(state, before);
      Files.write(journal(), Arrays.copyOf(whole, length));
      try (RunStore store = open(RunStore.Found.RESUME)) {
        assertThat(store.frames()).isEqualTo(32);
        assertThat(store.load("point", Counter.class)).contains(new Counter(1));
      }
    }
  }

  @Test
  void statesThatNothingNeedsAreRemoved() throws IOException {
    leave(5);
    assertThat(states()).containsExactly("state-3-point", "state-4-point");
    Files.writeString(WorkFolder.of(output).resolve("state-7-point.part"), "torn");
    Files.writeString(WorkFolder.of(output).resolve("state-5-point"), "never noted");
    open(RunStore.Found.RESUME).close();
    assertThat(states()).containsExactly("state-4-point");
  }

  @Test
  void anotherInputSettingProgramOrModelIsRefusedWithTheDifference() {
    leave(1);
    assertThatThrownBy(
            () -> open(new RunIdentity("1.0", Map.of("bytes", "11"), RUN.settings(), "abc")))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("began with the input's bytes 10, now it is the input's bytes 11")
        .hasMessageContaining("-y");
    assertThatThrownBy(() -> open(new RunIdentity("1.0", RUN.input(), Map.of("steps", "6"), "abc")))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("began with --steps 5, now it is --steps 6");
    assertThatThrownBy(() -> open(new RunIdentity("1.0", RUN.input(), Map.of(), "abc")))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("--steps 5, now it is --steps not given");
    assertThatThrownBy(() -> open(new RunIdentity("1.1", RUN.input(), RUN.settings(), "abc")))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("began with Attune 1.0, now it is Attune 1.1");
    assertThatThrownBy(() -> open(new RunIdentity("1.0", RUN.input(), RUN.settings(), "xyz")))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("it had SHA-256 abc, this one has xyz");
    try (RunStore store = open(RunStore.Found.RESUME)) {
      assertThat(store.frames()).isEqualTo(16);
    }
  }

  @Test
  void aJournalOfAnotherVersionIsRefused() throws IOException {
    leave(1);
    String text = Files.readString(journal());
    Files.delete(journal());
    try (Journal journal = new Journal(journal(), 0)) {
      for (String line : text.lines().toList()) {
        String json = line.substring(9).replace("\"version\":1", "\"version\":2");
        journal.append((ObjectNode) new ObjectMapper().readTree(json));
      }
    }
    assertThatThrownBy(() -> open(RunStore.Found.RESUME))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("another version of Attune (journal 2, this one writes 1)");
  }

  @Test
  void aDamagedJournalAndADamagedStateAreToldAndCanBeStartedOver() throws IOException {
    leave(3);
    Path state = WorkFolder.of(output).resolve("state-2-point");
    Files.writeString(state, "x".repeat((int) Files.size(state)));
    try (RunStore store = open(RunStore.Found.RESUME)) {
      assertThatThrownBy(() -> store.load("point", Counter.class))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("its checksum is wrong")
          .hasMessageContaining("start over (-y");
    }
    byte[] bytes = Files.readAllBytes(journal());
    bytes[bytes.length / 2] ^= 4;
    Files.write(journal(), bytes);
    assertThatThrownBy(() -> open(RunStore.Found.RESUME))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("is damaged after")
        .hasMessageContaining("start over");
    try (RunStore store = open(RunStore.Found.START_OVER)) {
      assertThat(store.frames()).isZero();
    }
  }

  @Test
  void whatWasInterruptedBeforeItsFirstRecordIsNoRun() throws IOException {
    Files.createDirectories(WorkFolder.of(output));
    Files.write(journal(), "12345678 {\"ru".getBytes(StandardCharsets.UTF_8));
    RunStore.open(
            output,
            RUN,
            frames -> {
              throw new IllegalStateException("nobody is asked");
            })
        .close();
    assertThat(folder).isEmptyDirectory();
  }

  /** Killed while its folder was removed. */
  @Test
  void whatIsLeftOfAFinishedRunIsNoRunAndIsSweptAway() throws IOException {
    leave(2);
    try (Journal journal = new Journal(journal(), Files.size(journal()))) {
      journal.append(new ObjectMapper().createObjectNode().put("finished", true));
    }
    Files.delete(WorkFolder.of(output).resolve("state-1-point"));
    RunStore.Decision nobody =
        frames -> {
          throw new IllegalStateException("nobody is asked");
        };
    try (RunStore store = RunStore.open(output, RUN, nobody)) {
      assertThat(store.frames()).isZero();
      UnfinishedRuns.sweep(output);
      assertThat(journal()).as("of a run that goes on").exists();
    }
    leave(1);
    UnfinishedRuns.sweep(output);
    assertThat(journal()).as("of an unfinished run").exists();
    try (Journal journal = new Journal(journal(), Files.size(journal()))) {
      journal.append(new ObjectMapper().createObjectNode().put("finished", true));
    }
    UnfinishedRuns.sweep(output);
    assertThat(folder).isEmptyDirectory();
    UnfinishedRuns.sweep(output);
  }

  @Test
  void oneRunAtATimeHasAnOutput() {
    try (RunStore first = open(RunStore.Found.RESUME)) {
      assertThatThrownBy(() -> open(RunStore.Found.RESUME))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("out.mp4 is being made by another run (this process)");
      first.change().save("point", new Counter(1)).write();
    }
    try (RunStore second = open(RunStore.Found.RESUME)) {
      assertThat(second.load("point", Counter.class)).contains(new Counter(1));
    }
  }

  @Test
  void anyoneMayLookAtAStateOfARun() {
    assertThat(UnfinishedRuns.peek(output, "point", Counter.class)).isEmpty();
    leave(2);
    assertThat(UnfinishedRuns.peek(output, "point", Counter.class)).contains(new Counter(1));
    assertThat(UnfinishedRuns.peek(output, "other", Counter.class)).isEmpty();
  }
}
