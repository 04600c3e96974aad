package dev.attune.pipelines.report;

import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import dev.attune.pipelines.report.LineChart.Line;
import dev.attune.pipelines.report.LineChart.Point;
import dev.attune.pipelines.training.TrainingLog;
import dev.attune.pipelines.training.TrainingLog.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page about a training run, as far as it has come. */
public final class TrainingReport {
  /** More points than a screen has columns show nothing. */
  private static final int MOST_POINTS = 400;

  private TrainingReport() {}

  /**
   * The page as one file that loads nothing.
   *
   * @param title of the network
   * @param log what happened so far
   * @param settings of the training, by option name
   * @param provenance with what it was made
   */
  public static String of(
      String title, TrainingLog log, Map<String, String> settings, Provenance provenance) {
    List<Node> parts = new ArrayList<>();
    parts.add(cards(log));
    addChart(
        parts,
        "Validation",
        "Restored and blurred frames of scenes that are never trained on.",
        new LineChart("step", "PSNR in dB", validations(log)));
    addChart(
        parts,
        "Loss",
        "Mean over neighbouring steps.",
        new LineChart(
            "step",
            "loss",
            List.of(
                new Line(
                    "training",
                    "first",
                    thinned(
                        log.steps().values().stream()
                            .map(s -> new Point(s.step(), s.loss()))
                            .toList()),
                    false))));
    parts.add(Page.section("Settings", "").add(Page.table(settings)));
    return Page.of("attune train deblur", title, parts, provenance);
  }

  private static Node cards(TrainingLog log) {
    Tag cards = Html.tag("div").styled("cards");
    long last = log.steps().isEmpty() ? 0 : log.steps().lastKey();
    cards.add(Page.card("Steps", String.valueOf(last), "taken so far"));
    if (!log.validations().isEmpty()) {
      Validation best = log.best();
      cards.add(
          Page.card("Best", decibel(best.psnr()), "of restored frames, after step " + best.step()));
      cards.add(Page.card("Input", decibel(best.inputPsnr()), "of blurred frames"));
      cards.add(
          Page.card(
              "Gain", String.format(Locale.ROOT, "%+.2f dB", best.psnr() - best.inputPsnr()), ""));
    }
    return cards;
  }

  private static void addChart(List<Node> parts, String heading, String text, LineChart chart) {
    if (chart.hasPoints()) {
      parts.add(Page.section(heading, text).add(chart.draw()));
    }
  }

  private static List<Line> validations(TrainingLog log) {
    List<Validation> all = List.copyOf(log.validations().values());
    return List.of(
        Line.of("restored", "first", all, Validation::step, Validation::psnr, all.size() < 60),
        Line.of("blurred", "second", all, Validation::step, Validation::inputPsnr, false));
  }

  /** Means of neighbours, so that no more than {@link #MOST_POINTS} are left. */
  static List<Point> thinned(List<Point> points) {
    int each = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (each <= 1) {
      return points;
    }
    List<Point> thin = new ArrayList<>();
    for (int from = 0; from < points.size(); from += each) {
      List<Point> group = points.subList(from, Math.min(points.size(), from + each));
      thin.add(
          new Point(
              group.stream().mapToDouble(Point::x).average().orElseThrow(),
              group.stream().mapToDouble(Point::y).average().orElseThrow()));
    }
    return thin;
  }

  private static String decibel(double value) {
    return String.format(Locale.ROOT, "%.2f dB", value);
  }
}
