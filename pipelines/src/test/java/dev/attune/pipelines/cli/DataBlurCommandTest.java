package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.datasets.layout.BsdDataset;
import dev.attune.datasets.layout.PairedSequence;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.FrameSource;
import dev.attune.video.io.ReadOptions;
import dev.attune.video.io.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataBlurCommandTest {
  @TempDir static Path folder;
  @TempDir Path out;
  private static Path clip;

  @BeforeAll
  static void makeClip() {
    clip = TestMedia.video(folder.resolve("small clip.mkv"), 8);
  }

  private TestTerminal run(String... options) {
    TestTerminal terminal = TestTerminal.piped();
    int code = terminal.run(arguments(options));
    assertThat(code).as(terminal.err()).isZero();
    return terminal;
  }

  private String[] arguments(String... options) {
    return Stream.concat(
            Stream.of("data", "blur", clip.toString(), "-o", out.resolve("pairs").toString()),
            Stream.of(options))
        .toArray(String[]::new);
  }

  @Test
  void theResultTellsWhatLiesInTheFolder() throws IOException {
    TestTerminal terminal =
        run("--frames=3", "--sequences=2", "--amplitude=0.2", "--compress=0.5", "--json");
    JsonNode json = new ObjectMapper().readTree(terminal.out());
    assertThat(json.get("pairs").asInt()).isEqualTo(6);
    List<PairedSequence> sequences = BsdDataset.open(out.resolve("pairs"), BsdDataset.FRAME_RATE);
    assertThat(sequences)
        .extracting(PairedSequence::name)
        .containsExactly("small_clip_hand_s39_00", "small_clip_hand_s39_01");
    for (int i = 0; i < 2; i++) {
      JsonNode row = json.get("sequences").get(i);
      Path meta = out.resolve("pairs").resolve(row.get("name").asText()).resolve("meta.json");
      assertThat(new ObjectMapper().readTree(meta.toFile())).isEqualTo(row);
      assertThat(sequences.get(i).frames()).isEqualTo(3);
      assertThat(sequences.get(i).blur(0).width()).isEqualTo(row.get("width").asInt());
      assertThat(row.get("amplitude").asDouble()).isEqualTo(0.2);
      assertThat(row.get("exposure_fraction").asDouble()).isBetween(0.3, 0.9);
      assertThat(row.get("noise_sd_levels").asDouble()).isBetween(0.3, 2.5);
    }
    assertThat(terminal.err()).contains("blur: 6 pairs in");
  }

  @Test
  void averagesAreMadeAndShownAsATable() {
    TestTerminal terminal =
        run("--mode=average", "--window=3", "--stride=2", "--frames=3", "--size=48x40", "-q");
    assertThat(terminal.out().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("small_clip_average_s39_00      3  48x40         -");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void whatExistsIsReplacedOnlyWhenAskedTo() {
    String[] options = {"--frames=2", "--amplitude=0.1", "--progress=none"};
    run(options);
    TestTerminal again = TestTerminal.piped();
    assertThat(again.run(arguments(options))).isEqualTo(6);
    assertThat(again.err()).contains("small_clip_hand_s39_00 exists").contains("-y");
    run("--frames=2", "--amplitude=0.1", "--progress=none", "-y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mode=shake | hand or average is allowed",
        "--window=5 | --window belongs to --mode average, not to --mode hand",
        "--mode=average --poses=3 | --poses belongs to --mode hand, not to --mode average",
        "--mode=average --window=4 | window 4: odd numbers from 3 to 99",
        "--exposure=0.9..0.3 | range 0.9 to 0.3",
        "--exposure=1.5 | exposure 1.5: values from 0.05 to 1.0",
        "--exposure=fast | 'fast' is neither a number nor a range",
        "--amplitude=-1 | amplitude -1.0: values from 0.0 to 10.0",
        "--noise=0..99 | noise 0.0..99.0: values from 0.0 to 50.0",
        "--quality=0 | quality 0.0: values from 1.0 to 51.0",
        "--compress=2 | 0 to 1 is allowed",
        "--size=64 | '64' is no size such as 640x360",
        "--size=65x48 | both sides must be even",
        "--size=96x80 | do not fit into 96x80",
        "--scale=0 | scale 0.0: 0.01 to 1",
        "--frames=200000 | frames 200000: 1 to 100000",
        "--sequences=0 | out of range",
        "--amplitude=10 | nothing is left",
      })
  void wrongOptionsAreToldWithWhatIsAllowed(String options, String message) {
    TestTerminal terminal = TestTerminal.piped();
    assertThat(terminal.run(arguments(options.split(" ", -1)))).isEqualTo(2);
    assertThat(terminal.err()).contains(message).doesNotContain("Exception");
    assertThat(out.resolve("pairs")).doesNotExist();
  }

  @Test
  void badInputsAndPlacesHaveTheirExitCodes() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");
    for (Path input : new Path[] {text, folder.resolve("missing.mp4")}) {
      TestTerminal terminal = TestTerminal.piped();
      int code = terminal.run("data", "blur", input.toString(), "-o", out.resolve("x").toString());
      assertThat(code).as(terminal.err()).isEqualTo(3);
      assertThat(terminal.err()).contains(input.getFileName().toString());
    }
    assertThat(out.resolve("x")).doesNotExist();
    TestTerminal inTheWay = TestTerminal.piped();
    assertThat(inTheWay.run("data", "blur", clip.toString(), "-o", text.toString())).isEqualTo(6);
    assertThat(inTheWay.err()).contains("a file stands in its place");
    TestTerminal twice = TestTerminal.piped();
    assertThat(
            twice.run(
                "data",
                "blur",
                clip.toString(),
                clip.toString(),
                "-o",
                out.resolve("x").toString(),
                "--amplitude=0.1"))
        .isEqualTo(2);
    assertThat(twice.err()).contains("same names");
  }

  @Test
  void aRealClipIsReadFromTheFrameThatIsNamed() throws IOException {
    String data = System.getProperty("attune.data.dir", "");
    assumeThat(data).isNotEmpty();
    Path bottle = Path.of(data, "video/surveillance/bottle-detection.mp4");
    TestTerminal terminal = TestTerminal.piped();
    int code =
        terminal.run(
            "data",
            "blur",
            bottle.toString(),
            "-o",
            out.resolve("real").toString(),
            "--amplitude=0",
            "--noise=0",
            "--compress=0",
            "--frames=2",
            "--sequences=2",
            "--size=640x360",
            "--json");
    assertThat(code).as(terminal.err()).isZero();
    JsonNode rows = new ObjectMapper().readTree(terminal.out()).get("sequences");
    List<PairedSequence> sequences = BsdDataset.open(out.resolve("real"), BsdDataset.FRAME_RATE);
    try (FrameSource source = Sources.open(bottle.toString(), ReadOptions.DEFAULTS)) {
      long index = 0;
      for (int s = 0; s < 2; s++) {
        long first = rows.get(s).get("first_source_frame").asLong();
        Frame frame = source.next();
        for (; index < first; index++) {
          frame = source.next();
        }
        index++;
        // Nothing moves and nothing is cut off: the pair is the frame.
        assertThat(FloatImage.of(sequences.get(s).sharp(0)).data())
            .isEqualTo(FloatImage.of(frame).data());
      }
    }
  }
}
