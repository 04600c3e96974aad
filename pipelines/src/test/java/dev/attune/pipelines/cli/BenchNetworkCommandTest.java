package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchNetworkCommandTest {
  private final TestTerminal terminal = TestTerminal.piped();

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bench",
                "network",
                "--size=64x48",
                "--frames=2",
                "--steps=1",
                "--crop=32",
                "--threads=1"));
    arguments.addAll(List.of(more));
    return terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void framesAndStepsOfTheUsualModelAreTimed() throws IOException {
    assertThat(run("--json")).as(terminal.err()).isEqualTo(0);
    JsonNode result = new ObjectMapper().readTree(terminal.out());
    assertThat(result.get("network").asText()).startsWith("path-kernel network");
    for (String what : new String[] {"frameMilliseconds", "stepMilliseconds"}) {
      JsonNode timing = result.get(what);
      assertThat(timing.get("least").asDouble()).isPositive();
      assertThat(timing.get("median").asDouble())
          .isBetween(timing.get("least").asDouble(), timing.get("most").asDouble());
    }
  }

  @Test
  void thePublishedNetworkIsTimedWithoutItsWeights() {
    assertThat(run("--weights=estrnn")).as(terminal.err()).isEqualTo(0);
    assertThat(terminal.out()).contains("ESTRNN C16 B15", "frame ", "step ");
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    assertThat(terminal.run("bench", "network", "--size=66x48")).isEqualTo(2);
    assertThat(terminal.err()).contains("size 66x48", "multiples of 4");
    assertThat(terminal.run("bench", "network", "--crop=30")).isEqualTo(2);
    assertThat(terminal.err()).contains("crop 30: a multiple of 4");
  }
}
