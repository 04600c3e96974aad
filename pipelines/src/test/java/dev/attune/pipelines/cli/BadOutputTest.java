package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outputs that cannot or must not be written: exit code 6, and nothing is lost. */
class BadOutputTest extends OneClip {
  private static String refusal(String input, String output, String... options) {
    Result result = runs.run(input, output, options);
    assertThat(result.code()).as(result.err()).isEqualTo(6);
    // Told before the long work.
    assertThat(result.err()).doesNotContain("analyse", "internal", "java.");
    return result.err();
  }

  @Test
  void theInputItselfIsNeverWritten() throws IOException {
    Path own = Files.copy(clip, folder.resolve("own.mkv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.mkv"), own);
    Path hard = Files.createLink(folder.resolve("hard.mkv"), own);
    String dots = folder + "/../" + folder.getFileName() + "/own.mkv";
    for (List<String> pair :
        List.of(
            List.of(own.toString(), own.toString()),
            List.of(link.toString(), own.toString()),
            List.of(own.toString(), link.toString()),
            List.of(own.toString(), hard.toString()),
            List.of(own.toString(), dots))) {
      assertThat(refusal(pair.get(0), pair.get(1), "-y")).contains("is the input itself");
    }
    assertThat(own).hasSameBinaryContentAs(clip);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void theFolderOfTheInputIsNeverWritten() {
    Path pictures = TestMedia.video(folder.resolve("pictures"), 3);
    List<byte[]> before = contents(pictures);
    for (String output : List.of(pictures.toString(), pictures + "/%08d.png")) {
      assertThat(refusal(pictures.toString(), output, "-y")).contains("is the input itself");
    }
    assertThat(contents(pictures)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void aFileStandsWhereAFolderShouldBe() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    String input = clip.toString();
    assertThat(refusal(input, file + "/out.mkv")).contains(file + " is a file");
    assertThat(refusal(input, file + "/deep/%d.png")).contains(file + " is a file");
    assertThat(refusal(input, file + "/")).contains("a file stands in its place");
    assertThat(refusal(input, out.toString(), "--report", file + "/page.html"))
        .contains("the page " + file + "/page.html cannot be written (" + file + " is a file)");
    assertThat(file).hasContent("precious");
    assertThat(folder).isDirectoryNotContaining(f -> !f.equals(file));
  }

  @Test
  void missingFoldersAreMade() {
    Path deep = folder.resolve("a/b/out.mkv");
    Path page = folder.resolve("c/d/page.html");
    Result result = runs.run(clip, deep, "--adapt=off", "--report", page.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(TestMedia.count(deep)).isEqualTo(FRAMES);
    assertThat(page).isNotEmptyFile();
  }

  @Test
  void aPageIsNotReplacedUnasked() throws IOException {
    Path page = Files.writeString(folder.resolve("page.html"), "precious");
    assertThat(refusal(clip.toString(), out.toString(), "--report", page.toString()))
        .contains("page.html exists; give -y to replace it");
    assertThat(page).hasContent("precious");
    assertThat(out).doesNotExist();
  }

  @Test
  void aPipeThatNobodyReadsAndAFullDiskAreTold() {
    for (String[] options : new String[][] {{"-o", "-"}, {"-o", out.toString(), "--json"}}) {
      TestTerminal terminal =
          TestTerminal.pipedInto(new Full(), Map.of("ATTUNE_MODELS", shared.toString()));
      String[] all = {
        "deblur",
        clip.toString(),
        options[0],
        options[1],
        options.length == 3 ? options[2] : "--quiet",
        "--adapt=off",
        "--threads=1",
        "--weights=" + runs.model()
      };
      assertThat(terminal.run(all)).as(terminal.err()).isEqualTo(6);
      assertThat(terminal.err()).contains("nobody reads", "or the disk is full");
    }
  }

  private static List<byte[]> contents(Path pictures) {
    return TestMedia.read(pictures).stream()
        .map(
            frame -> {
              byte[] bytes = new byte[frame.data().capacity()];
              frame.data().get(0, bytes);
              return bytes;
            })
        .toList();
  }

  /** Takes nothing. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
