package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path folder;

  /** Holds the lock of an output until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      WorkFolder.open(Path.of(arguments[0]));
      System.out.println("locked");
      Thread.sleep(60_000);
    }
  }

  private static Process hold(Path output) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            output.toString())
        .start();
  }

  @Test
  void theLockOfAnotherProcessIsRespectedAndEndsWhenThatIsKilled() throws Exception {
    Path output = folder.resolve("out.mp4");
    Process other = hold(output);
    try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> WorkFolder.open(output))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining(
              "out.mp4 is being made by another run (process " + other.pid() + ")");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(WorkFolder.of(output).resolve("lock")).exists();
    WorkFolder.open(output).remove();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneProcessHasItOnceToo() {
    Path output = folder.resolve("out.mp4");
    try (WorkFolder first = WorkFolder.open(output)) {
      for (Path same : List.of(output, folder.resolve("sub/../out.mp4"))) {
        assertThatThrownBy(() -> WorkFolder.open(same))
            .isInstanceOf(MediaException.class)
            .hasMessageContaining("by another run (this process)");
      }
      assertThat(first.path()).isEqualTo(folder.resolve(".out.mp4.attune"));
    }
    WorkFolder.open(output).remove();
  }

  @Test
  void aLinkAndItsTargetAreOneOutput() throws IOException {
    Path target = Files.createFile(folder.resolve("target.mp4"));
    Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), target);
    assertThat(WorkFolder.of(link)).isEqualTo(WorkFolder.of(target.toRealPath()));
  }

  @Test
  void removingLeavesNothingAndClearingKeepsTheLock() throws IOException {
    Path output = folder.resolve("new/deep/out.mp4");
    WorkFolder work = WorkFolder.open(output);
    Files.createDirectory(work.path().resolve("inner"));
    Files.writeString(work.path().resolve("inner/file"), "x");
    work.clear();
    assertThat(work.path()).isDirectoryContaining("glob:**lock");
    assertThat(work.path().resolve("inner")).doesNotExist();
    assertThatThrownBy(() -> WorkFolder.open(output)).isInstanceOf(MediaException.class);
    work.remove();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> WorkFolder.open(file.resolve("out.mp4")))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining(file + " is a file");
  }
}
