package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a film with a picture track (0), sound (1, AAC) and subtitles (2, SubRip). */
class DropTrackTest {
  private static final List<String> CODECS = List.of("A_AAC", "S_TEXT/UTF8");

  @TempDir static Path shared;
  private static TestDeblur runs;
  private static Path film;

  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void makeMedia() throws IOException {
    runs = TestDeblur.in(shared);
    film = TestMedia.resource("film.mkv", shared);
  }

  @BeforeEach
  void nameOutput() {
    out = folder.resolve("out.mkv");
  }

  @ParameterizedTest
  @CsvSource({
    "'', A_AAC S_TEXT/UTF8",
    "--drop-track=1, S_TEXT/UTF8",
    "--drop-track=audio, S_TEXT/UTF8",
    "--drop-track=subtitle, A_AAC",
    "--drop-track=2 --drop-track=audio, ''",
    "--drop-track=subtitle --drop-track=2, A_AAC",
  })
  void onlyWhatIsNamedIsLeftOut(String options, String left) throws IOException {
    Result result = runs.run(film, out, ("--adapt=off " + options).strip().split(" "));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(TestMedia.count(out)).isEqualTo(12);
    assertThat(codecs(out)).isEqualTo(left);
  }

  @Test
  void aListInTheConfigurationFileCountsToo() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "drop-track: [audio, 2]\n");
    Result result = runs.run(film, out, "--adapt=off", "--config=" + config);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(codecs(out)).isEmpty();
    assertThat(runs.run(film, out, "--dry-run", "--config=" + config).out())
        .containsPattern("drop-track +audio 2\\R");
  }

  @Test
  void theWayOutThatAnErrorNamesIsOne() throws IOException {
    Path movie = folder.resolve("out.mp4");
    Result refused = runs.run(film, movie, "--adapt=off");
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("track 2 (subtitle, subrip", "--drop-track 2");
    assertThat(folder).isEmptyDirectory();
    Result result = runs.run(film, movie, "--adapt=off", "--drop-track", "2");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(TestMedia.count(movie)).isEqualTo(12);
    assertThat(new String(Files.readAllBytes(movie), StandardCharsets.ISO_8859_1)).contains("mp4a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--drop-track=sound | 'sound': audio, subtitle, video, attachment, data or the number of a track",
        "--drop-track=-1    | '-1': audio, subtitle, video, attachment, data or the number of a track",
        "--drop-track=9     | has the tracks 0 to 2",
        "--drop-track=0     | of which 0 is the video that is written",
      })
  void whatCannotBeLeftOutIsSaid(String option, String message) {
    Result result = runs.run(film, out, "--adapt=off", option);
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  /** Those of the codecs whose names stand in a Matroska file. */
  private static String codecs(Path file) throws IOException {
    String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return String.join(" ", CODECS.stream().filter(content::contains).toList());
  }
}
