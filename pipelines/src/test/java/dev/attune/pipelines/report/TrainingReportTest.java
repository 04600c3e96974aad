package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.pipelines.report.LineChart.Point;
import dev.attune.pipelines.training.TrainingLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class TrainingReportTest {
  private static final Provenance PROVENANCE = new Provenance(List.of(), "now", Map.of());

  @Test
  void plotsItself() {
    TreeMap<Long, TrainingLog.Step> steps = new TreeMap<>();
    for (long i = 1; i <= 1000; i++) {
      steps.put(i, new TrainingLog.Step(i, 1.0 / i, 1, 1));
    }
    TreeMap<Long, TrainingLog.Validation> validations = new TreeMap<>();
    validations.put(500L, new TrainingLog.Validation(500, 24, 25.25));
    validations.put(1000L, new TrainingLog.Validation(1000, 24, 25.5));
    Document page =
        PageReader.parse(
            TrainingReport.of(
                "ESTRNN <small>",
                new TrainingLog(steps, validations),
                Map.of("crop", "96"),
                PROVENANCE));
    assertThat(page.getDocumentElement().getTextContent())
        .contains("ESTRNN <small>", "25.50 dB", "after step 1000", "+1.50 dB", "crop");
    assertThat(PageReader.ofClass(page, "plot")).hasSize(2);
  }

  @Test
  void aRunThatHasJustBegunHasAPage() {
    Document page =
        PageReader.parse(
            TrainingReport.of(
                "n", new TrainingLog(new TreeMap<>(), new TreeMap<>()), Map.of(), PROVENANCE));
    assertThat(PageReader.ofClass(page, "plot")).isEmpty();
  }

  @Test
  void longCurvesAreThinnedToMeans() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      points.add(new Point(i, i % 2));
    }
    List<Point> thin = TrainingReport.thinned(points);
    assertThat(thin).hasSize(334);
    assertThat(thin.get(0).x()).isEqualTo(1);
    assertThat(thin.stream().mapToDouble(Point::y)).allMatch(y -> (y > 0.3 && y < 0.7) || y == 1);
    assertThat(TrainingReport.thinned(points.subList(0, 400))).hasSize(400);
  }
}
