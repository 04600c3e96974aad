package dev.attune.pipelines.report;

import dev.attune.pipelines.online.OnlineResult;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.LineChart.Line;
import dev.attune.pipelines.report.LineChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page about methods on a stream. */
public final class OnlineReport {
  private OnlineReport() {}

  /**
   * The page as one file that loads nothing.
   *
   * @param header how it was measured, by name
   * @param results one for every method; the first is drawn beside the best
   * @param provenance with what it was made
   */
  public static String of(
      Map<String, String> header, List<OnlineResult> results, Provenance provenance) {
    OnlineResult first = results.get(0);
    OnlineResult best =
        results.stream()
            .min(Comparator.comparingDouble((OnlineResult r) -> r.mean().error()))
            .orElseThrow();
    List<Node> parts = new ArrayList<>();
    List<Line> lines = new ArrayList<>(List.of(line(first, "second")));
    if (!best.equals(first)) {
      lines.add(line(best, "first"));
    }
    LineChart chart = new LineChart("corruption, by its number", "error in %", lines);
    if (chart.hasPoints()) {
      parts.add(
          Page.section(
                  "Error", "The first method and the best one over the corruptions of the table.")
              .add(chart.draw()));
    }
    parts.add(Page.section("Methods", "Error in per cent.").add(table(results)));
    parts.add(Page.section("How it was measured", "").add(Page.table(header)));
    return Page.of("attune bench online", "Methods on a stream", parts, provenance);
  }

  private static Line line(OnlineResult r, String style) {
    List<Point> points = new ArrayList<>();
    for (OnlineResult.Score s : r.corruptions().values()) {
      points.add(new Point(points.size() + 1.0, 100 * s.error()));
    }
    return new Line(r.method(), style, points, true);
  }

  private static Node table(List<OnlineResult> results) {
    List<String> types = List.copyOf(results.get(0).corruptions().keySet());
    List<String> heads = new ArrayList<>(List.of("method"));
    for (int i = 0; i < types.size(); i++) {
      heads.add(i + 1 + " " + types.get(i).replace('_', ' '));
    }
    heads.add("mean");
    List<List<String>> rows = new ArrayList<>();
    for (OnlineResult r : results) {
      List<String> cells = new ArrayList<>(List.of(r.method()));
      types.forEach(t -> cells.add(percent(r.corruptions().get(t).error())));
      cells.add(percent(r.mean().error()));
      rows.add(cells);
    }
    return Page.table(heads, rows);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
