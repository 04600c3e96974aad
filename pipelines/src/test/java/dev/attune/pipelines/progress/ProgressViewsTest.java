package dev.attune.pipelines.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressViewsTest {
  private static final Progress BEGUN =
      new Progress("restore", "frames", 0, 280, 0, Double.NaN, Double.NaN);
  private static final Progress HALF = new Progress("restore", "frames", 140, 280, 35, 4, 35);
  private static final Progress DONE = new Progress("restore", "frames", 280, 280, 70, 4, 0);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void plainLinesTellCountSpeedAndTimeLeft() {
    PlainView view = new PlainView(out);
    view.show(BEGUN);
    view.show(new Progress("restore", "frames", 1, 280, 0.25, 4, 70));
    view.show(HALF);
    view.notice("a scene cut was found");
    view.show(DONE);
    view.end(DONE);
    assertThat(printed().lines())
        .containsExactly(
            "restore: 0 of 280 frames",
            "restore: 140 of 280 frames, 4.0/s, 35 s left",
            "a scene cut was found",
            "restore: 280 frames in 1 min 10 s");
  }

  @Test
  void slowThingsAreTimedOneByOne() {
    new PlainView(out).show(new Progress("adapt", "steps", 3, 10, 12, 0.25, 28));
    assertThat(printed()).startsWith("adapt: 3 of 10 steps, 4.0 s each, 28 s left");
  }

  @Test
  void jsonLinesAreObjectsWithNullForTheUnknown() throws IOException {
    JsonView view = new JsonView(out);
    view.show(BEGUN);
    view.show(new Progress("restore", "frames", 1, -1, 0.25, 4, 70));
    view.show(HALF);
    view.notice("say \"hello\"");
    view.end(DONE);
    List<String> lines = printed().lines().toList();
    assertThat(lines).hasSize(4);
    JsonNode begun = new ObjectMapper().readTree(lines.get(0));
    assertThat(begun.get("perSecond").isNull()).isTrue();
    assertThat(begun.get("total").asInt()).isEqualTo(280);
    JsonNode half = new ObjectMapper().readTree(lines.get(1));
    assertThat(half.get("done").asInt()).isEqualTo(140);
    assertThat(half.get("secondsLeft").asDouble()).isEqualTo(35);
    assertThat(new ObjectMapper().readTree(lines.get(2)).get("notice").asText())
        .isEqualTo("say \"hello\"");
    assertThat(new ObjectMapper().readTree(lines.get(3)).get("ended").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"200,true", "80,true", "80,false", "40,true", "12,false"})
  void theBarNeverWraps(int columns, boolean unicode) {
    BarView view = new BarView(out, columns, unicode);
    view.show(BEGUN);
    view.show(HALF);
    view.show(DONE);
    view.end(DONE);
    assertThat(printed().split("[\r\n]+"))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
    assertThat(printed()).endsWith(System.lineSeparator());
    if (!unicode) {
      assertThat(printed()).matches("\\p{ASCII}*");
    }
  }

  @Test
  void theBarIsHalfFullAtHalfTime() {
    new BarView(out, 120, true).show(HALF);
    assertThat(printed()).contains("\u2588".repeat(16) + "\u00b7".repeat(16) + "  140 of 280");
    bytes.reset();
    new BarView(out, 120, false).show(HALF);
    assertThat(printed()).contains("[" + "#".repeat(15) + "-".repeat(15) + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "NaN,?",
    "0.123,0.12 s",
    "1.04,1.0 s",
    "9.94,9.9 s",
    "9.96,10 s",
    "59.4,59 s",
    "59.6,1 min 00 s",
    "3599.6,1 h 00 min",
    "7620,2 h 07 min"
  })
  void durationsReadWell(double seconds, String text) {
    assertThat(Durations.of(seconds)).isEqualTo(text);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
