package dev.attune.pipelines.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as Markdown. */
public final class OnlineTable {
  private OnlineTable() {}

  /**
   * A header that tells how it was measured, and two tables.
   *
   * @param header settings by name
   * @param results one for every method, the first is what times are compared with
   */
  public static String markdown(Map<String, String> header, List<OnlineResult> results) {
    StringBuilder out = new StringBuilder();
    header.forEach(
        (name, value) -> out.append("- ").append(name).append(": ").append(value).append('\n'));
    List<String> types = List.copyOf(results.get(0).corruptions().keySet());
    out.append("\nError in per cent.\n\n");
    List<String> heads = new ArrayList<>(List.of("method"));
    heads.addAll(types.stream().map(t -> t.replace('_', ' ')).toList());
    heads.add("mean");
    row(out, heads);
    rule(out, heads.size());
    for (OnlineResult r : results) {
      List<String> cells = new ArrayList<>(List.of(r.method()));
      types.forEach(t -> cells.add(percent(r.corruptions().get(t).error())));
      cells.add(percent(r.mean().error()));
      row(out, cells);
    }
    out.append('\n');
    List<String> more =
        List.of("method", "NLL", "Brier", "ECE", "ms a picture", "times", "learnt from", "events");
    row(out, more);
    rule(out, more.size());
    for (OnlineResult r : results) {
      row(
          out,
          List.of(
              r.method(),
              number("%.3f", r.mean().nll()),
              number("%.3f", r.mean().brier()),
              number("%.3f", r.mean().ece()),
              number("%.2f", 1000 * r.secondsPerSample()),
              number("%.1f", r.secondsPerSample() / results.get(0).secondsPerSample()),
              percent(r.usedShare()),
              String.valueOf(r.events())));
    }
    return out.toString();
  }

  private static String percent(double share) {
    return number("%.1f", 100 * share);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static void rule(StringBuilder out, int columns) {
    out.append('|').append(" --- |").append(" ---: |".repeat(columns - 1)).append('\n');
  }
}
