package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.pipelines.cli.TestDeblur.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All videos of the data folder, good and damaged ones, in one command. */
class RealBatchTest {
  @TempDir static Path shared;
  private static TestDeblur runs;
  private static Path data;

  @TempDir Path folder;

  @BeforeAll
  static void findData() {
    String name = System.getProperty("attune.data.dir", "");
    assumeTrue(!name.isEmpty(), "needs attune.data.dir");
    data = Path.of(name);
    runs = TestDeblur.in(shared);
  }

  /** Every input has its line, every output is whole, and nothing else is there. */
  private List<JsonNode> lines(Path in, Path out, Result result) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    JsonNode summary = lines.remove(lines.size() - 1).get("summary");
    assertThat(summary.get("inputs").asInt()).isEqualTo(lines.size());
    assertThat(summary.get("exitCode").asInt()).isEqualTo(result.code());
    Set<Path> expected = new TreeSet<>();
    for (JsonNode line : lines) {
      if (List.of("done", "doubtful").contains(line.get("status").asText())) {
        Path output = Path.of(line.get("output").asText());
        expected.add(output);
        assertThat(TestMedia.count(output))
            .as("frames of %s", output)
            .isEqualTo(line.at("/result/frames/out").asLong())
            .isPositive();
        Path place = in.relativize(Path.of(line.get("input").asText())).getParent();
        assertThat(output.getParent()).isEqualTo(place == null ? out : out.resolve(place));
      }
    }
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrderElementsOf(expected);
    }
    return lines;
  }

  @Test
  void everyVideoOfTheWholeTreeIsBegun() throws IOException {
    Path out = folder.resolve("out");
    Result result =
        runs.run(data, out, "--recursive", "--adapt=off", "--json", "--quiet", "-t", "0.1");
    List<JsonNode> lines = lines(data, out, result);
    assertThat(lines).hasSizeGreaterThan(5);
    long bad = lines.stream().filter(l -> l.get("exitCode").asInt() != 0).count();
    assertThat(result.code()).as(result.err()).isEqualTo(bad == 0 ? 0 : 8);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void goodAndDamagedOnesToTheirEnd() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in/robustness")).getParent();
    List<String> names =
        List.of("robustness/corrupted.mp4", "robustness/unordered.mov", "robustness/video_90.mov");
    for (String name : names) {
      Path original = data.resolve("video").resolve(name);
      assumeTrue(Files.exists(original), "needs " + name);
      Files.createSymbolicLink(in.resolve(name), original.toAbsolutePath());
    }
    Files.writeString(in.resolve("none.mp4"), "This is no video.\n".repeat(99));
    Path out = folder.resolve("out");
    Result result = runs.run(in, out, "--recursive", "--adapt=off", "--json");
    assertThat(result.code()).as(result.err()).isEqualTo(8);
    List<JsonNode> lines = lines(in, out, result);
    assertThat(lines)
        .extracting(l -> l.get("status").asText())
        .containsExactly("failed", "doubtful", "done", "done");
    assertThat(result.err())
        .containsPattern("corrupted\\.mp4 +doubtful +[0-9]+ ")
        .contains("of 4: 2 done, 1 doubtful, 1 failed; ");
  }
}
