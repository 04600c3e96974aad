package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeblurCommandTest extends OneClip {
  @Test
  void restoresEveryFrameAndTellsWhatItDid() throws IOException {
    Path page = folder.resolve("page.html");
    Result result =
        deblur(clip, out, "--json", "--report", page.toString(), "--steps", "2", "--pairs", "2");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.at("/frames/in").asInt()).isEqualTo(12);
    assertThat(json.at("/frames/out").asInt()).isEqualTo(12);
    assertThat(json.get("outcome").asText())
        .isIn("improved", "unchanged", "rolled-back", "skipped");
    assertThat(json.at("/seconds/total").asDouble()).isPositive();
    assertThat(json.at("/sharpness/before").asDouble()).isPositive();
    assertThat(json.at("/weights/sha256").asText()).hasSize(64);
    assertThat(json.at("/settings/steps").asText()).isEqualTo("2");
    assertThat(json.get("peakMemoryMiB").isNumber()).isTrue();
    assertThat(TestMedia.count(out)).isEqualTo(12);
    assertThat(page).content().contains("Before and after", "Made with", "clip.mkv");
    assertThat(folder).isDirectoryNotContaining(p -> p.toString().contains("part"));
  }

  @Test
  void scenesAreAdaptedToOneByOne() throws IOException {
    Result result = deblur(clip, out, "--adapt=scene", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.get("scenes")).hasSize(1);
    assertThat(json.at("/scenes/0/frames").asInt()).isEqualTo(12);
    assertThat(json.at("/scenes/0/reason").asText()).contains("too short to learn from");
    assertThat(json.get("reason").asText()).isEqualTo("of 1 scene 1 skipped");
    assertThat(TestMedia.count(out)).isEqualTo(12);
  }

  @Test
  void theSummaryIsForPeople() {
    Result result = deblur(clip, out, "--adapt", "off");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("out.mkv, 12 frames", "skipped: adaptation is off");
    assertThat(result.err()).contains("restore: 12 frames in");
  }

  @Test
  void quietSaysNothingButTheResult() {
    assertThat(deblur(clip, out, "--adapt", "off", "--quiet").err()).isEmpty();
  }

  @Test
  void aPartOfTheVideoIsRead() throws IOException {
    assertThat(deblur(clip, out, "--adapt", "off", "-ss", "0.08", "-t", "200ms").code()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(5);
  }

  @Test
  void aPipeCarriesTheVideoAndNothingElse() throws IOException {
    TestTerminal terminal = terminal();
    String[] arguments = {
      "deblur",
      clip.toString(),
      "-o",
      "-",
      "--adapt=off",
      "--threads=1",
      "--weights=" + runs.model()
    };
    assertThat(terminal.run(arguments)).as(terminal.err()).isZero();
    Path received = Files.write(folder.resolve("received.mkv"), terminal.outBytes());
    assertThat(TestMedia.count(received)).isEqualTo(12);
    assertThat(terminal.err()).contains("12 frames");
    Result json = deblur(clip, Path.of("-"), "--json", "--adapt=off");
    assertThat(json.code()).isEqualTo(2);
    assertThat(json.out()).isEmpty();
    assertThat(json.err()).contains("--json and -o - would both write to stdout");
  }

  @Test
  void framesBecomePicturesAndPicturesAVideo() throws IOException {
    Path pictures = folder.resolve("pictures");
    assertThat(deblur(clip, pictures, "--adapt=off").code()).isZero();
    try (Stream<Path> files = Files.list(pictures)) {
      assertThat(files).hasSize(12);
    }
    Result again = deblur(clip, pictures.resolve("%08d.png"), "--adapt=off");
    assertThat(again.code()).as(again.err()).isEqualTo(6);
    assertThat(deblur(pictures, out, "--adapt=off").code()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(12);
    Result self = deblur(pictures, pictures, "--adapt=off", "-y");
    assertThat(self.code()).as(self.err()).isEqualTo(6);
  }

  @Test
  void anImpossibleOutputIsToldBeforeTheLongWork() {
    Result result = deblur(clip, out, "--encoder=x999");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("x999").doesNotContain("analyse");
  }

  @Test
  void nothingIsDoneByADryRun() {
    Result result =
        deblur(
            clip, out, "--dry-run", "--preset", "fast", "--learning-rate", "0.002", "-to", "1:30");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(clip + " -> " + out)
        .containsPattern("\\d+x\\d+, whole frames, at most about \\d+ MiB of memory")
        .containsPattern("about .+ for 12 frames: look .+, adapt at most .+, restore .+ trial")
        .containsPattern("about .+ MiB of disk without copied tracks, .+ MiB while it grows")
        .containsPattern("steps +" + Preset.FAST.steps() + "\\R")
        .containsPattern("pairs +" + Preset.FAST.pairs() + "\\R")
        .containsPattern("learning-rate +0\\.002")
        .containsPattern("to +90 s");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDryRunTellsProgramsWhatTimeAndDiskItWouldTake() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(deblur(clip, out, "--dry-run", "--json", "--adapt=off").out());
    JsonNode estimate = json.at("/files/0/estimate");
    assertThat(estimate.get("frames").asInt()).isEqualTo(12);
    assertThat(estimate.at("/seconds/restore").asDouble()).isPositive();
    assertThat(estimate.at("/seconds/adapt").asDouble()).isZero();
    assertThat(estimate.at("/seconds/total")).isEqualTo(estimate.at("/seconds/restore"));
    assertThat(deblur(clip, out, "--adapt=off").code()).isZero();
    // A part of the frames stands for all.
    double bytes = estimate.get("outputBytes").asDouble();
    assertThat(Files.size(out) / bytes).isBetween(0.5, 2.0);
    assertThat(json.at("/disk/neededBytes").asDouble()).isEqualTo(2 * bytes);
    assertThat(json.at("/disk/freeBytes").asLong()).isPositive();
  }

  @Test
  void aDiskThatIsTooSmallIsTold() {
    assertThat(DryRun.shortage(out, 5L << 20, OptionalLong.of(5L << 20))).isEmpty();
    assertThat(DryRun.shortage(out, 5L << 20, OptionalLong.empty())).isEmpty();
    assertThat(DryRun.shortage(out, 5L << 20, OptionalLong.of(3L << 20)).orElseThrow())
        .contains("out.mkv", "3.0 MiB left", "5.0 MiB are needed");
  }

  @Test
  void memoryThatIsNotEnoughIsToldBeforeTheLongWork() {
    Result result = deblur(clip, out, "--memory=256M");
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err()).contains("256 MiB are allowed", "--memory").doesNotContain("analyse");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void presetsComeFromTheConfigurationFileToo() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("c.yaml"),
            "preset: best\nadapt: off\ncodec-option: {level: 3, slices: 4}\nstrength: 0.5\n");
    Result result =
        deblur(clip, out, "--dry-run", "--json", "--config", config.toString(), "--strength=0.25");
    JsonNode settings = new ObjectMapper().readTree(result.out()).get("settings");
    assertThat(settings.get("preset").asText()).isEqualTo("best");
    assertThat(settings.get("adapt").asText()).isEqualTo("off");
    assertThat(settings.get("codec-option").asText()).isEqualTo("level=3 slices=4");
    assertThat(settings.get("strength").asText()).isEqualTo("0.25");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strength=1.5              | 1.5 is out of range; 0 to 1 is allowed",
        "--preset=bst                | 'bst', did you mean best? fast, balanced or best is allowed",
        "--adapt=scenes              | 'scenes', did you mean scene? off, clip or scene is allowed",
        "-ss=1:75                    | '1:75' is no time",
        "-t=0                        | nothing lies between the beginning 0 s",
        "--crf=99                    | 99 is out of range",
        "--bitrate=fast              | 'fast' is no bit rate",
        "--crf=20 --bitrate=1M       | --crf and --bitrate both say how much is kept",
        "-to=2 -t=1                  | -to and -t both say where to end",
        "--encoder=x999              | this build has no video encoder x999",
        "--encoder=ffv1 --codec-option=nope=1 | nope",
        "--pixel-format=nope         | nope",
        "--device=cuda:99            | cuda:99",
        "--max-pixels=100            | 100",
        "--codec-options=a=b         | unknown option --codec-options; did you mean"
            + " --codec-option?",
      })
  void whatCannotBeDoneIsSaidWithExitCode2(String options, String message) {
    List<String> all = new ArrayList<>(List.of("--adapt=off"));
    all.addAll(Arrays.asList(options.split(" ", -1)));
    Result result = deblur(clip, out, all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("\tat ", "internal error");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoVideoIsToldWithExitCode3() throws IOException {
    Path empty = Files.createFile(shared.resolve("empty.mp4"));
    Path text = Files.writeString(shared.resolve("text.mp4"), "This is no video.\n".repeat(99));
    for (Path input : List.of(shared.resolve("missing.mp4"), empty, text)) {
      for (String adapt : List.of("off", "clip")) {
        Result result = deblur(input, out, "--adapt", adapt);
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).contains(input.toString()).doesNotContain("internal error");
        assertThat(folder).isEmptyDirectory();
      }
    }
  }

  @Test
  void aTruncatedVideoIsRestoredAsFarAsItGoesAndToldWithExitCode3() throws IOException {
    byte[] whole = Files.readAllBytes(clip);
    Path cut = Files.write(shared.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length * 2 / 3));
    Result result = deblur(cut, out, "--adapt", "off");
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("cut.mkv is damaged", "last good frame is at");
    assertThat(TestMedia.count(out)).isBetween(1L, 11L);
  }

  @Test
  void wrongWeightsAreToldWithExitCode4() throws IOException {
    Path text = Files.writeString(shared.resolve("notes.safetensors"), "no weights");
    for (String weights : List.of(text.toString(), "unheard-of", shared + "/none.pth")) {
      TestTerminal terminal = terminal();
      int code =
          terminal.run("deblur", clip.toString(), "-o", out.toString(), "--weights", weights);
      assertThat(code).as(terminal.err()).isEqualTo(4);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void whatExistsIsKeptUnlessItMayBeReplaced() throws IOException {
    Files.writeString(out, "precious");
    Result kept = deblur(clip, out, "--adapt", "off");
    assertThat(kept.code()).isEqualTo(6);
    assertThat(kept.err()).contains("out.mkv exists; give -y to replace it");
    assertThat(out).hasContent("precious");
    assertThat(deblur(clip, out, "--adapt", "off", "-y").code()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(12);
  }

  @Test
  void theInputIsNeverReplaced() throws IOException {
    Path own = Files.copy(clip, folder.resolve("own.mkv"));
    Result result = deblur(own, own, "--adapt", "off", "-y");
    assertThat(result.code()).as(result.err()).isEqualTo(6);
    assertThat(own).hasSameBinaryContentAs(clip);
  }

  @Test
  void aFileInThePlaceOfAFolderIsToldWithExitCode6() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(deblur(clip, file.resolve("out.mkv"), "--adapt", "off").code()).isEqualTo(6);
    TestTerminal terminal = terminal();
    int code =
        terminal.run(
            "deblur", clip.toString(), clip.toString() + "2", "-o", file.toString(), "--adapt=off");
    assertThat(code).isEqualTo(6);
    assertThat(terminal.err()).contains("several inputs need a folder");
  }

  @Test
  void ofSeveralInputsTheGoodOnesAreRestored() throws IOException {
    Path second = TestMedia.video(shared.resolve("second.mkv"), 4);
    Path missing = shared.resolve("missing.mp4");
    Path target = folder.resolve("restored");
    TestTerminal terminal = terminal();
    int code =
        terminal.run(
            "deblur",
            clip.toString(),
            missing.toString(),
            second.toString(),
            "-o",
            target.toString(),
            "--adapt=off",
            "--json",
            "--threads=1",
            "--weights=" + runs.model());
    assertThat(code).as(terminal.err()).isEqualTo(8);
    assertThat(TestMedia.count(target.resolve("clip.mkv"))).isEqualTo(12);
    assertThat(TestMedia.count(target.resolve("second.mkv"))).isEqualTo(4);
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines).hasSize(4);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(lines.get(1)).get("exitCode").asInt()).isEqualTo(3);
    assertThat(json.readTree(lines.get(2)).at("/result/frames/out").asInt()).isEqualTo(4);
  }

  @Test
  void anInterruptedRunLeavesNothingBehind() {
    Thread self = Thread.currentThread();
    TestTerminal terminal = terminal();
    Thread interrupter =
        new Thread(
            () -> {
              // As soon as the restoring stage is shown.
              while (!terminal.err().contains("restore") && self.isAlive()) {
                Thread.onSpinWait();
              }
              self.interrupt();
            },
            "interrupter");
    Path longer = TestMedia.video(shared.resolve("longer.mkv"), 400);
    interrupter.start();
    int code;
    try {
      code =
          terminal.run(
              "deblur",
              longer.toString(),
              "-o",
              out.toString(),
              "--adapt=off",
              "--threads=1",
              "--weights=" + runs.model());
    } finally {
      Thread.interrupted();
    }
    assertThat(code).as(terminal.err()).isEqualTo(130);
    assertThat(terminal.err()).contains("interrupted");
    assertThat(folder).isEmptyDirectory();
  }

  private static TestTerminal terminal() {
    return runs.terminal();
  }

  private static Result deblur(Path input, Path output, String... options) {
    return runs.run(input, output, options);
  }
}
