package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private final TestTerminal terminal = TestTerminal.piped();

  @Test
  void everyLibraryOfThisBuildComputes() throws IOException {
    assertThat(terminal.run("doctor", "--json")).isZero();
    JsonNode result = new ObjectMapper().readTree(terminal.out());
    assertThat(result.get("ok").asBoolean()).isTrue();
    Map<String, JsonNode> findings = new TreeMap<>();
    result.get("findings").forEach(f -> findings.put(f.get("name").asText(), f));
    for (String library : new String[] {"ffmpeg", "opencv", "libtorch", "onnx runtime"}) {
      assertThat(findings.get(library).get("status").asText()).isEqualTo("ok");
      // The versions of the build and of the libraries themselves.
      assertThat(findings.get(library).get("detail").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    }
    if (findings.get("cuda").get("status").asText().equals("absent")) {
      assertThat(findings.get("cuda").get("detail").asText()).contains("NVIDIA");
    }
  }
}
