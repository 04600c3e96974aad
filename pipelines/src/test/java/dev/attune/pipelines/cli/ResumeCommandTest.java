package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.pipelines.cli.TestDeblur.Result;
import dev.attune.video.frame.Rational;
import dev.attune.video.io.WorkFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said and done where an unfinished run is found. */
class ResumeCommandTest {
  private static final int FRAMES = 40;

  @TempDir static Path shared;
  private static Path clip;
  private static TestDeblur runs;

  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void makeMedia() {
    clip = TestMedia.video(shared.resolve("clip.mkv"), FRAMES, new Rational(2, 1));
    runs = TestDeblur.in(shared);
  }

  @BeforeEach
  void nameOutput() {
    out = folder.resolve("out.mkv");
  }

  private Result deblur(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--adapt=off", "--progress=plain"));
    return runs.run(clip, out, all.toArray(String[]::new));
  }

  /** A run that is interrupted, as by Ctrl-C, when its first segment is finished. */
  private void leaveUnfinished() {
    Thread worker = Thread.currentThread();
    Path segment = WorkFolder.of(out).resolve("segment-000001");
    Thread watcher =
        new Thread(
            () -> {
              while (!Files.exists(segment)) {
                Thread.onSpinWait();
              }
              worker.interrupt();
            });
    watcher.start();
    Result result = deblur();
    Thread.interrupted();
    assertThat(result.code()).as(result.err()).isEqualTo(130);
    assertThat(result.err())
        .contains(" frames of " + out + " are safe; the same command with --resume goes on");
    assertThat(out).doesNotExist();
    assertThat(WorkFolder.of(out)).isDirectory();
  }

  @Test
  void aScriptIsToldOfBothWaysAndNothingIsLost() {
    leaveUnfinished();
    Result result = deblur();
    assertThat(result.code()).isEqualTo(6);
    assertThat(result.err())
        .contains("an unfinished run to " + out + " was found")
        .contains("give --resume to go on with it, or -y to start over");
    assertThat(deblur("-n").code()).isEqualTo(6);
    Result resumed = deblur("--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain("restore: 1 of");
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
    assertThat(folder).isDirectoryNotContaining("glob:**attune");
  }

  @Test
  void startingOverBeginsWithTheFirstFrame() {
    leaveUnfinished();
    Result result = deblur("-y");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("restore: 1 of " + FRAMES);
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
    assertThat(folder).isDirectoryNotContaining("glob:**attune");
  }

  @Test
  void aPersonIsAsked() {
    leaveUnfinished();
    for (String answer : List.of("c\n", "\n", "", "x\n")) {
      TestTerminal terminal = ask(answer);
      assertThat(terminal.err())
          .contains("Resume it, start over, or cancel? [r/s/c]")
          .contains("the unfinished run was left as it is");
    }
    TestTerminal resumed = ask("R\n");
    assertThat(resumed.err()).doesNotContain("restore: 1 of");
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
    leaveUnfinishedAgain();
    TestTerminal over = ask("y\nstart\n");
    assertThat(over.err()).contains("restore: 1 of");
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
  }

  private void leaveUnfinishedAgain() {
    try {
      Files.delete(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    leaveUnfinished();
    TestMedia.video(out, 2);
  }

  private TestTerminal ask(String answers) {
    TestTerminal terminal =
        TestTerminal.interactive(answers, Map.of("ATTUNE_MODELS", runs.models().toString()));
    terminal.run(
        "deblur",
        clip.toString(),
        "-o",
        out.toString(),
        "--weights=" + runs.model(),
        "--threads=1",
        "--adapt=off",
        "--progress=plain");
    return terminal;
  }

  @Test
  void anotherSettingInputOrModelIsRefusedByName() throws IOException {
    leaveUnfinished();
    Result setting = deblur("--resume", "--strength=0.5");
    assertThat(setting.code()).isEqualTo(2);
    assertThat(setting.err()).contains("began with --strength 1, now it is --strength 0.5");
    Path other = TestMedia.video(folder.resolve("clip.mkv"), FRAMES + 1, new Rational(2, 1));
    Result input = runs.run(other, out, "--resume", "--adapt=off");
    assertThat(input.code()).isEqualTo(2);
    assertThat(input.err()).contains("began with the input's SHA-256 ");
    Path model = folder.resolve("other.safetensors");
    Files.copy(runs.model(), model);
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length - 1] = 60;
    Files.write(model, bytes);
    Result weights = new TestDeblur(model, runs.models()).run(clip, out, "--resume", "--adapt=off");
    assertThat(weights.code()).isEqualTo(4);
    assertThat(weights.err()).contains("it had SHA-256 ", "Give the same --weights to go on");
    assertThat(deblur("--resume").code()).isZero();
  }

  @Test
  void whereThereIsNothingToGoOnWithARunBegins() {
    assertThat(deblur("--resume").code()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
    Result again = deblur("--resume");
    assertThat(again.code()).isEqualTo(6);
    assertThat(again.err()).contains("exists; give -y");
    assertThat(deblur("--resume", "-y").code()).isZero();
  }

  /** The output of an earlier run is there; the run that was to replace it was interrupted. */
  @Test
  void aBatchGoesOnWithWhatItHadBegunToReplace() throws IOException {
    Path outputs = Files.createDirectory(folder.resolve("outputs"));
    out = outputs.resolve("clip.mkv");
    leaveUnfinished();
    TestMedia.video(out, 2);
    TestTerminal terminal = runs.terminal();
    String pattern = clip.getParent() + "/cl*.mkv";
    String[] options = {
      "deblur",
      pattern,
      "-o",
      outputs.toString(),
      "--weights=" + runs.model(),
      "--threads=1",
      "--adapt=off",
      "--progress=plain"
    };
    assertThat(terminal.run(options)).as(terminal.err()).isZero();
    assertThat(terminal.err()).contains("exists; -y makes it again");
    String[] resumed = Arrays.copyOf(options, options.length + 1);
    resumed[options.length] = "--resume";
    terminal = runs.terminal();
    assertThat(terminal.run(resumed)).as(terminal.err()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
    assertThat(WorkFolder.of(out)).doesNotExist();
  }

  @Test
  void anOutputThatCannotGoOnIsTold() {
    for (String output : List.of("-", folder.resolve("one.png").toString())) {
      Result result = runs.run(clip.toString(), output, "--resume", "--adapt=off", "-t=0.1");
      assertThat(result.code()).as(output).isEqualTo(2);
      assertThat(result.err()).contains("--resume: a run from " + clip, "cannot go on");
    }
  }

  @Test
  void twoRunsCannotMakeOneOutput() throws Exception {
    Result[] second = new Result[1];
    OutputStream begins =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            if (second[0] == null
                && new String(bytes, StandardCharsets.UTF_8).contains("restore")) {
              second[0] = new Result(0, "", "");
              second[0] = deblur("-y");
            }
          }
        };
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(begins, true, StandardCharsets.UTF_8),
            false,
            false,
            false,
            80,
            false,
            false,
            Map.of("ATTUNE_MODELS", runs.models().toString()));
    int code =
        Attune.run(
            terminal,
            "deblur",
            clip.toString(),
            "-o",
            out.toString(),
            "--weights=" + runs.model(),
            "--threads=1",
            "--adapt=off",
            "--progress=plain");
    assertThat(code).isZero();
    assertThat(second[0].code()).isEqualTo(6);
    assertThat(second[0].err()).contains("out.mkv is being made by another run (this process)");
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
  }

  /** Its page could not be written, so that all that was left to do was to tell of the output. */
  @Test
  void aRunThatEndedAfterItPublishedGoesOnWithoutBeingAskedToReplaceIt() throws IOException {
    Path pages = folder.resolve("pages");
    String report = "--report=" + pages.resolve("page.html");
    Path segment = WorkFolder.of(out).resolve("segment-000001");
    Files.createDirectory(pages);
    new Thread(
            () -> {
              while (!Files.exists(segment)) {
                Thread.onSpinWait();
              }
              try {
                Files.delete(pages);
                Files.createFile(pages);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .start();
    Result failed = deblur(report);
    assertThat(failed.code()).as(failed.err()).isEqualTo(6);
    assertThat(out).exists();
    assertThat(WorkFolder.of(out)).isDirectory();
    Files.delete(pages);
    assertThat(deblur(report).err()).contains(out + " exists; give -y");
    Result resumed = deblur(report, "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(FRAMES);
    assertThat(pages.resolve("page.html")).exists();
    assertThat(WorkFolder.of(out)).doesNotExist();
  }
}
