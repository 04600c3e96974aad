package dev.attune.pipelines.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Lines over a common x axis. The lines are an SVG that is stretched to the room there is; the
 * labels are text beside it, so that they keep their size on a phone.
 *
 * @param xLabel what x is, with its unit
 * @param yLabel what y is, with its unit
 * @param lines at least one
 */
record LineChart(String xLabel, String yLabel, List<Line> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Coordinates within the SVG, before it is stretched. */
  private static final double SIZE = 1000;

  /** A point of a line; both values are finite. */
  record Point(double x, double y) {}

  /**
   * One line.
   *
   * @param name for the legend
   * @param style class of the style sheet that colours it: "first" or "second"
   * @param points with rising x
   * @param dots whether every point is marked, for few points that lie far apart
   */
  record Line(String name, String style, List<Point> points, boolean dots) {
    Line {
      points = List.copyOf(points);
    }

    /** The line of those items whose values are finite. */
    static <T> Line of(
        String name,
        String style,
        List<T> items,
        ToDoubleFunction<T> x,
        ToDoubleFunction<T> y,
        boolean dots) {
      return new Line(
          name,
          style,
          items.stream()
              .map(item -> new Point(x.applyAsDouble(item), y.applyAsDouble(item)))
              .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
              .toList(),
          dots);
    }
  }

  LineChart {
    lines = List.copyOf(lines);
  }

  /** Whether there is anything to draw: two points of some line. */
  boolean hasPoints() {
    return lines.stream().anyMatch(line -> line.points().size() > 1);
  }

  /** The chart with legend, axes and, for {@code report.js}, its numbers. */
  Node draw() {
    Axis x = xAxis();
    Axis y = yAxis();
    return Html.tag("figure")
        .styled("chart")
        .add(legend())
        .add(
            Html.tag("div")
                .styled("plot")
                .attribute("data-chart", numbers(x, y))
                .attribute("tabindex", "0")
                .attribute("role", "img")
                .attribute("aria-label", description())
                .add(Html.tag("span", yLabel).styled("y-label"))
                .add(yTicks(y))
                .add(Html.tag("div").styled("area").add(svg(x, y)))
                .add(xTicks(x))
                .add(Html.tag("span", xLabel).styled("x-label")));
  }

  private Tag legend() {
    Tag legend = Html.tag("figcaption").styled("legend");
    for (Line line : lines) {
      legend.add(Html.tag("span").styled("key " + line.style()).add(Html.text(line.name())));
    }
    return legend;
  }

  private static Tag yTicks(Axis y) {
    Tag ticks = Html.tag("div").styled("y-ticks");
    for (double tick : y.ticks()) {
      ticks.add(
          Html.tag("span", y.label(tick)).attribute("style", "bottom:" + percent(y.place(tick))));
    }
    return ticks;
  }

  private static Tag xTicks(Axis x) {
    Tag ticks = Html.tag("div").styled("x-ticks");
    for (double tick : x.ticks()) {
      ticks.add(
          Html.tag("span", x.label(tick)).attribute("style", "left:" + percent(x.place(tick))));
    }
    return ticks;
  }

  private Tag svg(Axis x, Axis y) {
    Tag svg =
        Html.tag("svg")
            .attribute("xmlns", "http://www.w3.org/2000/svg")
            .attribute("viewBox", "0 0 1000 1000")
            .attribute("preserveAspectRatio", "none")
            .attribute("aria-hidden", "true");
    for (double tick : y.ticks()) {
      svg.add(path("grid", "M0 " + vertical(y, tick) + "H1000"));
    }
    for (Line line : lines) {
      StringBuilder d = new StringBuilder();
      List<Point> points = line.points();
      for (Point point : points) {
        d.append(d.isEmpty() ? 'M' : 'L')
            .append(number(x.place(point.x()) * SIZE))
            .append(' ')
            .append(vertical(y, point.y()));
      }
      svg.add(path("line " + line.style(), d.toString()));
      if (line.dots()) {
        // A line of no length with round ends: a dot that keeps its shape when stretched.
        StringBuilder dots = new StringBuilder();
        for (Point point : points) {
          dots.append('M')
              .append(number(x.place(point.x()) * SIZE))
              .append(' ')
              .append(vertical(y, point.y()))
              .append("h0");
        }
        svg.add(path("dots " + line.style(), dots.toString()));
      }
    }
    return svg;
  }

  private static Tag path(String classes, String d) {
    return Html.tag("path").styled(classes).attribute("d", d);
  }

  private Axis xAxis() {
    DoubleSummaryStatistics x = range(Point::x);
    return Axis.tight(x.getMin(), x.getMax(), 6);
  }

  private Axis yAxis() {
    DoubleSummaryStatistics y = range(Point::y);
    return Axis.loose(y.getMin(), y.getMax(), 4);
  }

  private DoubleSummaryStatistics range(ToDoubleFunction<Point> value) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(value)
        .summaryStatistics();
  }

  private String description() {
    return "Line chart of "
        + yLabel
        + " over "
        + xLabel
        + ": "
        + lines.stream()
            .filter(line -> !line.points().isEmpty())
            .map(
                line -> {
                  List<Point> points = line.points();
                  return String.format(
                      Locale.ROOT,
                      "%s from %.4g to %.4g",
                      line.name(),
                      points.get(0).y(),
                      points.get(points.size() - 1).y());
                })
            .collect(Collectors.joining("; "));
  }

  /** What report.js reads to show the numbers under the pointer. */
  private String numbers(Axis x, Axis y) {
    ObjectNode chart = JSON.createObjectNode();
    chart.put("x", xLabel).put("from", x.min()).put("to", x.max());
    chart.put("low", y.min()).put("high", y.max());
    ArrayNode series = chart.putArray("series");
    for (Line line : lines) {
      ObjectNode node = series.addObject().put("name", line.name()).put("style", line.style());
      ArrayNode points = node.putArray("points");
      // Seven digits are more than a reader sees, and keep the file small.
      line.points().forEach(p -> points.addArray().add((float) p.x()).add((float) p.y()));
    }
    return chart.toString();
  }

  private static String vertical(Axis y, double value) {
    return number((1 - y.place(value)) * SIZE);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share * 100);
  }
}
