package dev.attune.pipelines.report;

import dev.attune.deblur.run.Evidence;
import dev.attune.deblur.run.Evidence.LossPoint;
import dev.attune.deblur.run.Evidence.SharpnessPoint;
import dev.attune.deblur.run.RunResult;
import dev.attune.pipelines.progress.Durations;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import dev.attune.pipelines.report.LineChart.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page about one deblurring run. */
public final class RunReport {
  private RunReport() {}

  /**
   * The page as one file: it loads nothing, and nothing in it can be taken for markup.
   *
   * @param result numbers of the run
   * @param evidence pictures and curves; parts without any are left out
   * @param provenance with what it was made
   */
  public static String of(RunResult result, Evidence evidence, Provenance provenance) {
    List<Node> parts = new ArrayList<>();
    parts.add(verdict(result));
    parts.add(cards(result));
    List<String> notices = new ArrayList<>();
    if (!result.damage().isEmpty()) {
      notices.add("The input is damaged: " + result.damage() + ".");
    }
    notices.addAll(result.notices());
    if (!notices.isEmpty()) {
      parts.add(notices(notices));
    }
    if (!evidence.comparisons().isEmpty()) {
      parts.add(ComparisonViewer.of(evidence.comparisons()));
    }
    if (!result.scenes().isEmpty()) {
      parts.add(SceneTable.of(result.scenes()));
    }
    addChart(
        parts,
        "Sharpness over time",
        "Measured without a reference on every frame; higher is sharper.",
        sharpness(evidence.sharpness()));
    addChart(
        parts,
        "Loss while adapting",
        "Squared error on the pairs of each step, and on held-out pairs.",
        losses(evidence.losses()));
    if (!evidence.regions().isEmpty()) {
      parts.add(RegionMap.of(evidence.regions()));
    }
    if (!evidence.pairs().isEmpty()) {
      parts.add(PairGallery.of(evidence.pairs()));
    }
    parts.add(Timing.of(result.seconds()));
    parts.add(Page.section("Settings", "").add(Page.table(new TreeMap<>(result.settings()))));
    parts.add(weights(result.weights()));
    return Page.of("attune deblur", result.input(), parts, provenance);
  }

  private static Node verdict(RunResult result) {
    Tag verdict =
        Html.tag("div")
            .styled("verdict " + result.outcome())
            .add(Html.tag("strong", result.outcome()).styled("outcome"));
    String reason =
        result.reason().isEmpty()
            ? "The adapted model is better on held-out pairs; it restored the video."
            : result.reason();
    return verdict
        .add(Html.tag("span", reason))
        .add(Html.tag("span", result.output()).styled("output"));
  }

  private static Node cards(RunResult r) {
    Tag cards = Html.tag("div").styled("cards");
    cards.add(
        Page.card(
            "Frames",
            String.valueOf(r.frames().out()),
            r.frames().in() == r.frames().out()
                ? "all of the input"
                : "of " + r.frames().in() + " read"));
    addChange(cards, "Sharpness", r.sharpness(), "input to output, higher is better");
    addChange(cards, "Held-out loss", r.heldOut(), "source to adapted model, lower is better");
    addChange(cards, "Re-blur error", r.reblur(), "source to adapted model, lower is better");
    cards.add(
        Page.card(
            "Pairs",
            String.valueOf(r.pairs().training()),
            "and " + r.pairs().heldOut() + " held out, " + r.steps() + " steps"));
    double seconds = r.seconds().getOrDefault("total", Double.NaN);
    cards.add(
        Page.card(
            "Time",
            Durations.of(seconds),
            seconds > 0
                ? String.format(Locale.ROOT, "%.2f frames/s in all", r.frames().out() / seconds)
                : ""));
    if (r.peakMemoryMiB() > 0) {
      cards.add(Page.card("Peak memory", r.peakMemoryMiB() + " MiB", "of the whole process"));
    }
    return cards;
  }

  private static void addChange(Tag cards, String name, RunResult.Change change, String note) {
    if (change == null || !Double.isFinite(change.before()) || !Double.isFinite(change.after())) {
      return;
    }
    String value =
        change.before() == 0
            ? String.format(Locale.ROOT, "%.4g", change.after())
            : String.format(
                Locale.ROOT, "%+.1f\u2009%%", 100 * (change.after() / change.before() - 1));
    cards.add(
        Page.card(
            name,
            value,
            String.format(Locale.ROOT, "%.4g \u2192 %.4g, ", change.before(), change.after())
                + note));
  }

  private static Node notices(List<String> notices) {
    Tag list = Html.tag("ul");
    notices.forEach(notice -> list.add(Html.tag("li", notice)));
    return Page.section("Please note", "").styled("notices").add(list);
  }

  private static void addChart(List<Node> parts, String heading, String text, LineChart chart) {
    if (chart.hasPoints()) {
      parts.add(Page.section(heading, text).add(chart.draw()));
    }
  }

  private static LineChart sharpness(List<SharpnessPoint> points) {
    return new LineChart(
        "frame",
        "sharpness",
        List.of(
            Line.of(
                "input",
                "second",
                points,
                SharpnessPoint::frameIndex,
                SharpnessPoint::before,
                false),
            Line.of(
                "result",
                "first",
                points,
                SharpnessPoint::frameIndex,
                SharpnessPoint::after,
                false)));
  }

  private static LineChart losses(List<LossPoint> points) {
    return new LineChart(
        "step",
        "mean squared error",
        List.of(
            Line.of("training pairs", "first", points, LossPoint::step, LossPoint::training, false),
            Line.of(
                "held-out pairs", "second", points, LossPoint::step, LossPoint::heldOut, true)));
  }

  private static Node weights(RunResult.WeightsUsed weights) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("name", weights.name());
    rows.put("network", weights.network());
    rows.put("SHA-256", weights.sha256());
    rows.put(
        "SHA-256 after adapting",
        weights.adaptedSha256().isEmpty() ? "one for each scene" : weights.adaptedSha256());
    return Page.section("Weights", "").add(Page.table(rows));
  }
}
