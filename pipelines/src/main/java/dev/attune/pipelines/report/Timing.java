package dev.attune.pipelines.report;

import dev.attune.pipelines.progress.Durations;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long the stages took, as bars. */
final class Timing {
  private static final String TOTAL = "total";
  private static final List<String> ORDER =
      List.of("analyse", "pair", "adapt", "restore", "network", TOTAL);

  private Timing() {}

  /**
   * Bars in the order in which the stages follow each other, shares of the total where it is given.
   *
   * @param seconds by name of the stage; "total" is the end to end time
   */
  static Node of(Map<String, Double> seconds) {
    double whole =
        seconds.getOrDefault(
            TOTAL, seconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(1));
    Tag bars = Html.tag("div").styled("bars");
    Comparator<String> order = Comparator.comparingInt(Timing::place);
    SortedMap<String, Double> sorted =
        new TreeMap<>(order.thenComparing(Comparator.naturalOrder()));
    sorted.putAll(seconds);
    sorted.forEach(
        (name, value) ->
            bars.add(
                Html.tag("div")
                    .styled(name.equals(TOTAL) ? "bar total" : "bar")
                    .add(Html.tag("span", label(name)).styled("name"))
                    .add(
                        Html.tag("span")
                            .styled("track")
                            .add(
                                Html.tag("span")
                                    .styled("fill")
                                    .attribute(
                                        "style",
                                        String.format(
                                            Locale.ROOT,
                                            "width:%.2f%%",
                                            whole > 0 ? Math.min(100, 100 * value / whole) : 0))))
                    .add(Html.tag("span", Durations.of(value)).styled("value"))));
    return Page.section("Time", "").add(bars);
  }

  /** Stages that nobody has heard of come first. */
  private static int place(String stage) {
    return ORDER.indexOf(stage);
  }

  /** The network's own time is a part of restoring. */
  private static String label(String stage) {
    return stage.equals("network") ? "network alone" : stage;
  }
}
