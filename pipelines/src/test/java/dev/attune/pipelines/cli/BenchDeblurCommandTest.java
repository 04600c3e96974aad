package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDeblurCommandTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path model;

  @BeforeAll
  static void makePairs() throws IOException {
    model = TestMedia.model(folder.resolve("same.safetensors"));
    Path clip = TestMedia.video(folder.resolve("clip.mkv"), 8);
    data = folder.resolve("data");
    for (String half : new String[] {"Blur", "Sharp"}) {
      Path pictures = data.resolve("one").resolve(half).resolve("RGB");
      Files.createDirectories(pictures.getParent());
      // The model changes nothing, so both halves are alike.
      int code =
          TestTerminal.piped()
              .run(
                  "deblur",
                  clip.toString(),
                  "-o",
                  pictures.toString(),
                  "--adapt=off",
                  "--threads=1",
                  "--weights=" + model);
      assertThat(code).isZero();
    }
    // One frame of the truth is another one, so that figures are finite.
    Path sharp = data.resolve("one/Sharp/RGB");
    Files.copy(
        sharp.resolve("00000000.png"),
        sharp.resolve("00000005.png"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void everyFrameIsScoredAndTheMeanIsOverSequences() throws IOException {
    TestTerminal terminal = run("--json");
    JsonNode json = new ObjectMapper().readTree(terminal.out());
    JsonNode row = json.at("/sequences/0");
    assertThat(row.get("name").asText()).isEqualTo("one");
    assertThat(row.get("frames").asInt()).isEqualTo(8);
    for (String which : new String[] {"input", "source", "adapted"}) {
      double psnr = row.get("psnr").get(which).asDouble();
      // Seven frames at the cap of 100 dB and one that differs.
      assertThat(psnr).isBetween(700 / 8.0, 99.0);
      assertThat(json.at("/mean/psnr").get(which).asDouble()).isEqualTo(psnr, Offset.offset(1e-9));
      assertThat(row.get("ssim").get(which).asDouble()).isBetween(7 / 8.0, 0.9999);
    }
    assertThat(row.at("/psnr/source")).isEqualTo(row.at("/psnr/input"));
    assertThat(row.get("outcome").asText()).isIn("improved", "unchanged", "rolled-back", "skipped");
    assertThat(row.at("/seconds/adapted").asDouble()).isPositive();
    assertThat(json.at("/mean/ssim/adapted").isNumber()).isTrue();
  }

  @Test
  void theTableHasARowForEachSequenceAndTheMean() {
    assertThat(run().out().lines().map(line -> line.split(" +", -1)[0]))
        .containsExactly("sequence", "one", "mean");
  }

  @Test
  void filtersAreComparedWhenAskedFor() throws IOException {
    for (String half : new String[] {"Blur", "Sharp"}) {
      Path pictures = folder.resolve("two/one").resolve(half).resolve("RGB");
      Files.createDirectories(pictures);
      for (String name : new String[] {"00000000.png", "00000005.png"}) {
        Files.copy(
            data.resolve("one").resolve(half).resolve("RGB").resolve(name), pictures.resolve(name));
      }
    }
    List<String> table = run(folder.resolve("two"), "--compare").out().lines().toList();
    assertThat(table.get(0)).containsPattern("adapted +unsharp +Wiener +Rich.-Lucy +SSIM input");
    assertThat(table).hasSize(3);
    String[] row = table.get(1).split(" +", -1);
    String[] mean = table.get(2).split(" +", -1);
    for (int column = 5; column < 8; column++) {
      // What is sharp already can only lose.
      assertThat(Double.parseDouble(row[column])).isBetween(20.0, 60.0);
      assertThat(mean[column - 1]).isEqualTo(row[column]);
    }
  }

  @Test
  void whatIsNoDataSetIsToldWithExitCode3() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    for (Path wrong : new Path[] {empty, folder.resolve("missing")}) {
      TestTerminal terminal = TestTerminal.piped();
      int code = terminal.run("bench", "deblur", "--data=" + wrong, "--weights=" + model);
      assertThat(code).as(terminal.err()).isEqualTo(3);
      assertThat(terminal.err()).contains(wrong.toString());
    }
  }

  private static TestTerminal run(String... options) {
    return run(data, options);
  }

  private static TestTerminal run(Path data, String... options) {
    TestTerminal terminal = TestTerminal.piped();
    String[] all =
        Stream.concat(
                Stream.of(
                    "bench",
                    "deblur",
                    "--data=" + data,
                    "--weights=" + model,
                    "--steps=1",
                    "--pairs=2",
                    "--threads=1"),
                Stream.of(options))
            .toArray(String[]::new);
    assertThat(terminal.run(all)).as(terminal.err()).isZero();
    return terminal;
  }
}
