package dev.attune.video.natives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.io.MediaException;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each test runs in a process of its own, because JavaCPP reads its settings but once. */
@Timeout(120)
class NativeLibrariesTest {
  @TempDir Path folder;

  /** Prints JavaCPP's limit. */
  static final class Limit {
    private Limit() {}

    public static void main(String[] arguments) {
      NativeLibraries.load("FFmpeg", avutil.class);
      System.out.println("limit " + Pointer.maxPhysicalBytes());
    }
  }

  /** Opens the given file twice and prints what is thrown. */
  static final class Open {
    private Open() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          Sources.open(arguments[0], ReadOptions.DEFAULTS).close();
        } catch (MediaException e) {
          System.out.println(e.kind() + ": " + e.getMessage());
        }
      }
    }
  }

  private static String run(List<String> settings, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theSizeOfTheProcessIsNoReasonToFail() throws IOException {
    assertThat(run(List.of(), Limit.class)).contains("limit 0");
  }

  @Test
  void aPlatformWithoutLibrariesIsToldEachTime() throws IOException {
    Path file = Files.write(folder.resolve("clip.mp4"), new byte[100]);
    List<String> elsewhere =
        List.of(
            "-Dorg.bytedeco.javacpp.platform=linux-none", "-Dorg.bytedeco.javacpp.pathsFirst=true");
    assertThat(run(elsewhere, Open.class, file.toString()).lines())
        .filteredOn(
            line -> line.startsWith("UNSUPPORTED: this build holds no FFmpeg for linux-none"))
        .hasSize(2);
  }
}
