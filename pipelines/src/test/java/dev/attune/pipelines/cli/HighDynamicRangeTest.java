package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.pipelines.cli.TestDeblur.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten bits, PQ and HLG, made by the system's ffmpeg and judged by its ffprobe. */
class HighDynamicRangeTest {
  private static final String MASTER =
      "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)";

  @TempDir static Path shared;
  private static TestDeblur runs;

  @TempDir Path folder;

  @BeforeAll
  static void makeModel() {
    FfmpegProgram.assumeEncoder("libx265");
    runs = TestDeblur.in(shared);
  }

  private static Path film(String name, String transfer, boolean light) {
    return FfmpegProgram.make(
        shared.resolve(name),
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=96x80:rate=25:duration=0.4",
        "-c:v",
        "libx265",
        "-pix_fmt",
        "yuv420p10le",
        "-color_primaries",
        "bt2020",
        "-color_trc",
        transfer,
        "-colorspace",
        "bt2020nc",
        "-x265-params",
        "log-level=none" + (light ? ":master-display=" + MASTER + ":max-cll=1000,400" : ""));
  }

  @ParameterizedTest
  @CsvSource({
    "smpte2084, in.mp4, out.mp4",
    "smpte2084, in.mkv, out.mkv",
    "smpte2084, in.mkv, out.webm",
    "smpte2084, in.mkv, out.mov",
    "arib-std-b67, in.mp4, out.mp4",
  })
  void depthColoursAndLightAreWrittenBack(String transfer, String from, String to) {
    boolean pq = transfer.equals("smpte2084");
    Path in = film(from, transfer, pq);
    Path out = folder.resolve(to);
    Result result = runs.run(in, out, "--adapt=off");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode stream = FfmpegProgram.probe(out).at("/streams/0");
    assertThat(stream.get("pix_fmt").asText()).contains("10le");
    assertThat(stream.get("color_transfer").asText()).isEqualTo(transfer);
    assertThat(stream.get("color_primaries").asText()).isEqualTo("bt2020");
    assertThat(stream.get("color_space").asText()).isEqualTo("bt2020nc");
    if (pq) {
      JsonNode display = sideData(stream, "Mastering display metadata");
      assertThat(fraction(display, "red_x")).isCloseTo(0.68, within(1e-4));
      assertThat(fraction(display, "green_y")).isCloseTo(0.69, within(1e-4));
      assertThat(fraction(display, "blue_x")).isCloseTo(0.15, within(1e-4));
      assertThat(fraction(display, "white_point_y")).isCloseTo(0.329, within(1e-4));
      assertThat(fraction(display, "max_luminance")).isCloseTo(1000, within(0.1));
      assertThat(fraction(display, "min_luminance")).isCloseTo(0.005, within(1e-4));
      JsonNode light = sideData(stream, "Content light level metadata");
      assertThat(light.get("max_content").asInt()).isEqualTo(1000);
      assertThat(light.get("max_average").asInt()).isEqualTo(400);
    }
  }

  private static JsonNode sideData(JsonNode stream, String type) {
    for (JsonNode each : stream.path("side_data_list")) {
      if (each.get("side_data_type").asText().equals(type)) {
        return each;
      }
    }
    throw new AssertionError("no " + type + " in " + stream);
  }

  private static double fraction(JsonNode data, String name) {
    String[] parts = data.get(name).asText().split("/", -1);
    return Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
  }
}
