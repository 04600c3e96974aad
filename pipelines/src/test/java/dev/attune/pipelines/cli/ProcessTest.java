package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.video.frame.Rational;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process of its own, with what only the system can do to it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessTest {
  @TempDir static Path shared;
  private static TestDeblur runs;
  private static Path clip;

  @TempDir Path folder;

  @BeforeAll
  static void makeMedia() {
    runs = TestDeblur.in(shared);
    clip = TestMedia.video(shared.resolve("clip.mkv"), 400);
    // Unpacks native libraries, which a process that may write little could not.
    Path few = TestMedia.video(shared.resolve("few.mkv"), 2);
    assertThat(runs.run(few, shared.resolve("first.mkv"), "--adapt=off").code()).isZero();
  }

  /** Runs in a shell, after {@code setting}, what the launcher runs. */
  private Process start(String setting, Path out, String... options) throws IOException {
    return start(setting, clip, out, options);
  }

  private Process start(String setting, Path input, Path out, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", setting + " exec \"$@\"", "sh"));
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(Attune.class.getName(), "deblur", input.toString(), "-o", out.toString()));
    command.addAll(List.of("--weights=" + runs.model(), "--threads=1", "--progress=plain"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  @Test
  void aDiskThatIsFullLeavesNothingBehind() throws Exception {
    Path out = folder.resolve("out.mkv");
    // Blocks of 512 or 1024 bytes; the system then refuses to write on, as a full disk does.
    Process process = start("ulimit -f 64;", out, "--adapt=off", "--encoder=ffv1");
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(6);
    assertThat(err).contains("out.mkv could not be written", "make room");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDiskThatIsFullKeepsWhatIsFinished() throws Exception {
    Path film = TestMedia.video(shared.resolve("slow.mkv"), 128, new Rational(2, 1));
    Path out = folder.resolve("out.mkv");
    // Room for each of the segments, not for all in one file.
    Process process = start("ulimit -f 1024;", film, out, "--adapt=off", "--encoder=ffv1");
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(6);
    assertThat(err).contains("out.mkv could not be written", "112 frames of", "are safe");
    assertThat(out).doesNotExist();
    process = start("", film, out, "--adapt=off", "--encoder=ffv1", "--resume");
    err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(128);
    assertThat(folder).isDirectoryNotContaining("glob:**attune");
  }

  @ParameterizedTest
  @CsvSource({"INT, restore, 130", "TERM, restore, 143", "INT, analyse, 130"})
  void aSignalEndsTheRunAndLeavesNothingBehind(String signal, String stage, int code)
      throws Exception {
    Path page = folder.resolve("page.html");
    String adapt = stage.equals("restore") ? "--adapt=off" : "--adapt=clip";
    Process process = start("", folder.resolve("out.mkv"), adapt, "--report=" + page);
    StringBuilder err = new StringBuilder();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        err.append(line).append('\n');
        if (line.startsWith(stage + ": ") && err.indexOf("stopping") < 0) {
          String kill = "kill -" + signal + " " + process.pid();
          assertThat(new ProcessBuilder("sh", "-c", kill).start().waitFor()).isZero();
        }
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(err.toString()).isEqualTo(code);
    assertThat(err).contains("attune: stopping", "interrupted; the output was not finished");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
