package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.pipelines.cli.TestDeblur.Result;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.io.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several inputs in one command. */
class BatchCommandTest {
  @TempDir static Path shared;
  private static TestDeblur runs;
  private static Path clips;

  @TempDir Path folder;
  private Path out;

  /** A tree of two good videos, one cut short, one that is none, and a picture. */
  @BeforeAll
  static void makeMedia() throws IOException {
    runs = TestDeblur.in(shared);
    clips = Files.createDirectories(shared.resolve("clips/sub")).getParent();
    TestMedia.video(clips.resolve("good.mkv"), 5);
    Path deep = TestMedia.video(clips.resolve("sub/deep.mp4"), 4);
    byte[] whole = Files.readAllBytes(TestMedia.video(shared.resolve("whole.mkv"), 12));
    Files.write(clips.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length * 2 / 3));
    Files.writeString(clips.resolve("sub/text.mp4"), "This is no video.\n".repeat(99));
    Files.copy(deep, clips.resolve("sub/.unfinished.mp4"));
    Files.createFile(clips.resolve("cover.png"));
  }

  @BeforeEach
  void nameOutput() {
    out = folder.resolve("out");
  }

  private Result deblur(String... options) {
    String[] all =
        Stream.concat(Stream.of("--adapt=off", "--recursive"), Stream.of(options))
            .toArray(String[]::new);
    return runs.run(clips.toString(), out.toString(), all);
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> out.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aTreeOfGoodAndDamagedVideosIsRestoredAsFarAsItCanBe() throws IOException {
    Result result = deblur();
    assertThat(result.code()).as(result.err()).isEqualTo(8);
    assertThat(written()).containsExactly("cut.mkv", "good.mkv", "sub/deep.mp4");
    assertThat(TestMedia.count(out.resolve("good.mkv"))).isEqualTo(5);
    assertThat(TestMedia.count(out.resolve("sub/deep.mp4"))).isEqualTo(4);
    assertThat(TestMedia.count(out.resolve("cut.mkv"))).isBetween(1L, 11L);
    assertThat(result.out().lines().toList())
        .hasSize(6)
        .first()
        .asString()
        .matches("input +status +frames +time +note");
    assertThat(result.out())
        .containsPattern("cut\\.mkv +doubtful .* damaged: ")
        .containsPattern("good\\.mkv +done +5 ")
        .containsPattern("text\\.mp4 +failed .*")
        .contains("of 4: 2 done, 1 doubtful, 1 failed; ");
    assertThat(result.err())
        .contains("[1/4] ", "[4/4] ", "1 picture beside the videos")
        .doesNotContain("internal error");
  }

  @Test
  void finishedOnesAreSkippedUnlessTheyAreToBeMadeAgain() throws IOException {
    assertThat(deblur().code()).isEqualTo(8);
    Path good = out.resolve("good.mkv");
    Path deep = out.resolve("sub/deep.mp4");
    Files.writeString(good, "kept as it is");
    Files.setLastModifiedTime(deep, FileTime.fromMillis(0));
    Result second = deblur();
    assertThat(second.code()).isEqualTo(8);
    assertThat(good).hasContent("kept as it is");
    assertThat(second.out()).contains("of 4: 3 skipped, 1 failed; 0 frames");
    assertThat(second.err())
        .contains("good.mkv exists; -y makes it again", "deep.mp4 exists, though older");
    Files.delete(deep);
    assertThat(deblur().out()).contains("of 4: 1 done, 2 skipped, 1 failed; 4 frames");
    Result again = deblur("-y");
    assertThat(again.out()).contains("of 4: 2 done, 1 doubtful, 1 failed; ");
    assertThat(TestMedia.count(good)).isEqualTo(5);
  }

  @Test
  void eachInputIsALineOfJsonAndTheSummaryTheLast() throws IOException {
    Result result = deblur("--json");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines).hasSize(5);
    assertThat(lines.subList(0, 4))
        .extracting(l -> l.get("status").asText())
        .containsExactly("doubtful", "done", "done", "failed");
    assertThat(lines.subList(0, 4))
        .extracting(l -> l.get("exitCode").asInt())
        .containsExactly(3, 0, 0, 3);
    assertThat(lines.get(1).at("/result/frames/out").asInt()).isEqualTo(5);
    assertThat(lines.get(3).has("result")).isFalse();
    assertThat(lines.get(3).get("note").asText()).contains("text.mp4");
    JsonNode summary = lines.get(4).get("summary");
    assertThat(summary.get("inputs").asInt()).isEqualTo(4);
    assertThat(summary.get("done").asInt()).isEqualTo(2);
    assertThat(summary.get("failed").asInt()).isEqualTo(1);
    assertThat(summary.get("exitCode").asInt()).isEqualTo(8);
    assertThat(result.err()).contains("of 4: 2 done");
  }

  @Test
  void anIndexLeadsToThePages() throws IOException {
    Path pages = folder.resolve("pages");
    assertThat(deblur("--report=" + pages).code()).isEqualTo(8);
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("href=\"sub/deep.mp4.html\"", "href=\"good.mkv.html\"", "text.mp4")
        .doesNotContain("text.mp4.html");
    assertThat(pages.resolve("sub/deep.mp4.html")).exists();
    assertThat(deblur("--report=" + pages).code()).isEqualTo(8);
    assertThat(pages.resolve("index.html")).content().contains("href=\"good.mkv.html\"");
    Result kept = deblur("--report=" + pages, "-n");
    assertThat(kept.code()).isEqualTo(6);
    assertThat(kept.err()).contains("index.html exists");
  }

  @Test
  void aTemplateNamesTheOutputs() throws IOException {
    assertThat(deblur("--name={stem}_{preset}-{adapt}{ext}").code()).isEqualTo(8);
    assertThat(written())
        .containsExactly(
            "cut_balanced-off.mkv", "good_balanced-off.mkv", "sub/deep_balanced-off.mp4");
    Result wrong = deblur("--name=../{stem}{ext}");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("names lie below the output folder");
  }

  @Test
  void picturesThatAreFinishedAreSkippedWhateverTheirNames() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (String shot : List.of("a", "b")) {
      TestMedia.video(
          in.resolve(shot),
          new TestMedia.Look(32, 16, PixelLayout.RGB, 8),
          3,
          WriteOptions.DEFAULTS);
    }
    for (String name : List.of("{stem}/%03d.png", "all/{stem}_%d.jpg", "{stem}")) {
      Path target = out.resolve(name.replaceAll("\\W", ""));
      assertThat(pictures(in, target, name).out()).contains("of 2: 2 done; 6 frames");
      Result again = pictures(in, target, name);
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).contains("of 2: 2 skipped; ");
      assertThat(pictures(in, target, name, "-y").out()).contains("of 2: 2 done; 6 frames");
    }
    Files.delete(out.resolve("stem03dpng/b/001.png"));
    Files.delete(out.resolve("stem03dpng/b/002.png"));
    Files.move(out.resolve("stem03dpng/b/000.png"), out.resolve("stem03dpng/b/other.png"));
    assertThat(pictures(in, out.resolve("stem03dpng"), "{stem}/%03d.png").out())
        .contains("of 2: 1 done, 1 skipped; 3 frames");
  }

  private static Result pictures(Path in, Path target, String name, String... options) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "deblur",
                    in.resolve("a").toString(),
                    in.resolve("b") + "/*.png",
                    "-o",
                    target + "/",
                    "--name=" + name,
                    "--adapt=off",
                    "--threads=1",
                    "--weights=" + runs.model()),
                Stream.of(options))
            .toArray(String[]::new);
    TestTerminal terminal = runs.terminal();
    int code = terminal.run(all);
    return new Result(code, terminal.out(), terminal.err());
  }

  @Test
  void aListOfJobsNamesInputsAndOutputs() throws IOException {
    Path jobs = folder.resolve("jobs.jsonl");
    String good = clips.resolve("good.mkv").toString();
    Files.writeString(
        jobs,
        "{\"input\": \"" + good + "\"}\n{\"input\": \"" + good + "\", \"name\": \"x/y.mp4\"}\n");
    TestTerminal terminal = runs.terminal();
    int code =
        terminal.run(
            "deblur",
            "--jobs=" + jobs,
            "-o",
            out.toString(),
            "--adapt=off",
            "--threads=1",
            "--weights=" + runs.model());
    assertThat(code).as(terminal.err()).isZero();
    assertThat(written()).containsExactly("good.mkv", "x/y.mp4");
    TestTerminal none = runs.terminal();
    assertThat(none.run("deblur", "-o", out.toString())).isEqualTo(2);
    assertThat(none.err()).contains("give an INPUT, or a list of them with --jobs");
  }

  @Test
  void aDryRunNamesAllPlacesAndWritesNothing() {
    Result result = deblur("--dry-run", "--name={stem}{ext}");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("deep.mp4 -> " + out.resolve("sub/deep.mp4"))
        .containsPattern("recursive +true")
        .contains("{stem}{ext}");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderOfOneVideoHasItsExitCode() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Files.copy(clips.resolve("sub/text.mp4"), one.resolve("text.mp4"));
    assertThat(runs.run(one, out, "--adapt=off").code()).isEqualTo(3);
    Files.copy(
        clips.resolve("good.mkv"),
        one.resolve("text.mp4"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(runs.run(one, out, "--adapt=off").code()).isZero();
  }

  /** Whether restoring is shown after the line of an earlier input. */
  private static boolean begun(String err, String earlier) {
    int at = err.indexOf(earlier);
    return at >= 0 && err.indexOf("restore", at) >= 0;
  }

  @Test
  void anInterruptionEndsTheBatchAndTellsHowFarItCame() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    Files.copy(clips.resolve("good.mkv"), many.resolve("1.mkv"));
    TestMedia.video(many.resolve("2.mkv"), 400);
    Files.copy(clips.resolve("good.mkv"), many.resolve("3.mkv"));
    Path pages = folder.resolve("pages");
    Thread self = Thread.currentThread();
    TestTerminal terminal = runs.terminal();
    Thread interrupter =
        new Thread(
            () -> {
              // As soon as the second one is being restored.
              while (self.isAlive() && !begun(terminal.err(), "[1/3]")) {
                Thread.onSpinWait();
              }
              self.interrupt();
            },
            "interrupter");
    interrupter.setDaemon(true);
    interrupter.start();
    int code;
    try {
      code =
          terminal.run(
              "deblur",
              many.toString(),
              "-o",
              out.toString(),
              "--adapt=off",
              "--threads=1",
              "--report=" + pages,
              "--weights=" + runs.model());
    } finally {
      Thread.interrupted();
    }
    assertThat(code).as(terminal.err()).isEqualTo(130);
    assertThat(written()).containsExactly("1.mkv");
    assertThat(terminal.out()).contains("of 3: 1 done, 2 unfinished; 5 frames");
    assertThat(pages.resolve("index.html")).content().contains("3 inputs, interrupted");
  }
}
