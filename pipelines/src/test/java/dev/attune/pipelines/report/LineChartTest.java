package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attune.pipelines.report.LineChart.Line;
import dev.attune.pipelines.report.LineChart.Point;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LineChartTest {
  private final LineChart chart =
      new LineChart(
          "step",
          "loss <\"&>",
          List.of(
              new Line("training", "first", List.of(new Point(0, 4), new Point(10, 1)), false),
              Line.of(
                  "held-out",
                  "second",
                  List.of(4.0, Double.NaN, 2.0),
                  value -> 4 * value,
                  value -> value,
                  true)));

  @Test
  void drawsPointsWhereTheyBelong() {
    // x from 0 to 16, y from 1 to 4.
    List<Element> lines = PageReader.ofClass(page(), "line");
    assertThat(lines.get(0).getAttribute("d")).isEqualTo("M0.0 0.0L625.0 1000.0");
    assertThat(lines.get(1).getAttribute("d")).isEqualTo("M1000.0 0.0L500.0 666.7");
    assertThat(PageReader.ofClass(page(), "dots")).hasSize(1);
  }

  @Test
  void labelsItsAxesAndTellsItselfToScreenReaders() {
    assertThat(PageReader.ofClass(page(), "x-label").get(0).getTextContent()).isEqualTo("step");
    assertThat(PageReader.ofClass(page(), "y-label").get(0).getTextContent())
        .isEqualTo("loss <\"&>");
    assertThat(PageReader.ofClass(page(), "y-ticks").get(0).getTextContent()).isEqualTo("1234");
    assertThat(PageReader.ofClass(page(), "plot").get(0).getAttribute("aria-label"))
        .isEqualTo(
            "Line chart of loss <\"&> over step: training from 4.000 to 1.000;"
                + " held-out from 4.000 to 2.000");
  }

  @Test
  void carriesItsNumbers() throws IOException {
    JsonNode numbers =
        new ObjectMapper()
            .readTree(PageReader.ofClass(page(), "plot").get(0).getAttribute("data-chart"));
    assertThat(numbers.at("/series/1/name").asText()).isEqualTo("held-out");
    assertThat(numbers.at("/series/1/points").toString()).isEqualTo("[[16.0,4.0],[8.0,2.0]]");
    assertThat(numbers.at("/to").asDouble()).isEqualTo(16);
  }

  @Test
  void onePointIsNoLine() {
    assertThat(chart.hasPoints()).isTrue();
    assertThat(
            new LineChart(
                    "x", "y", List.of(new Line("a", "first", List.of(new Point(1, 1)), false)))
                .hasPoints())
        .isFalse();
  }

  private Document page() {
    return PageReader.parse(Html.page("t", List.of(), List.of(chart.draw())));
  }
}
