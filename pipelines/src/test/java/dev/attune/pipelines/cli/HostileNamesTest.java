package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names and links that somebody else has chosen. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class HostileNamesTest {
  @TempDir static Path shared;
  private static TestDeblur runs;
  private static Path clip;

  @TempDir Path folder;

  @BeforeAll
  static void makeMedia() {
    runs = TestDeblur.in(shared);
    clip = TestMedia.video(shared.resolve("clip.mkv"), 3);
  }

  @Test
  void namesCannotDriveTheTerminal() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.copy(clip, in.resolve("good\u001b[2J\u202Evkm.mkv"));
    Files.writeString(in.resolve("bad\u001b]0;title\u0007.mkv"), "no video");
    Path out = folder.resolve("out");
    for (String option : new String[] {"--dry-run", "--json", "--debug"}) {
      Result result =
          runs.run(in, out, "--adapt=off", option, "--report=" + folder.resolve("pages"));
      assertThat(result.code()).as(result.err()).isEqualTo(option.equals("--dry-run") ? 0 : 8);
      assertThat(result.out()).doesNotContain("\u001b", "\u0007");
      assertThat(result.err()).doesNotContain("\u001b", "\u0007", "\u202E");
    }
    Result one = runs.run(in.resolve("bad\u001b]0;title\u0007.mkv"), out.resolve("x.mkv"));
    assertThat(one.code()).isEqualTo(3);
    assertThat(one.err()).contains("bad?]0;title?.mkv").doesNotContain("\u001b");
  }

  @Test
  void markupInNamesIsTextInPages() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.copy(clip, in.resolve("<script>alert(1)<&quot;.mkv"));
    Path pages = folder.resolve("pages");
    Result result = runs.run(in, folder.resolve("out"), "--adapt=off", "--report=" + pages);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }

  @Test
  void aLinkInTheOutputFolderIsNoWayOut() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in/sub"));
    Files.copy(clip, in.resolve("clip.mkv"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.createSymbolicLink(out.resolve("sub"), elsewhere);
    Result result = runs.run(in.getParent(), out, "--adapt=off", "--recursive", "-y");
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains("is a link that leads out of it");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aListOfJobsIsNoWayOut() throws IOException {
    Path jobs = folder.resolve("jobs.jsonl");
    for (String name : new String[] {"../a.mkv", "/tmp/a.mkv", "x/../../a.mkv", ".", ""}) {
      Files.writeString(jobs, "{\"input\": \"" + clip + "\", \"name\": \"" + name + "\"}\n");
      TestTerminal terminal = runs.terminal();
      int code = terminal.run("deblur", "--jobs=" + jobs, "-o", folder + "/out", "--adapt=off");
      assertThat(code).as(terminal.err()).isEqualTo(2);
      assertThat(terminal.err()).contains("names lie below the output folder");
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aTemplateInAConfigurationFileIsNoWayOut() throws IOException {
    Path config = folder.resolve("job.yaml");
    for (String template : new String[] {"../{stem}{ext}", "/tmp/{stem}{ext}", "a/../../{name}"}) {
      Files.writeString(config, "name: '" + template + "'\n");
      Result result = runs.run(clip, folder.resolve("out"), "--adapt=off", "--config=" + config);
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).contains("names lie below the output folder");
    }
    assertThat(folder)
        .isDirectoryContaining(p -> p.equals(config))
        .isDirectoryNotContaining(p -> !p.equals(config));
  }
}
