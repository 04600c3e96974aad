package dev.attune.pipelines.report;

import dev.attune.deblur.run.RunResult;
import dev.attune.pipelines.report.Html.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of each scene. */
final class SceneTable {
  /** A film has thousands; nobody reads more, and the result as JSON has them all. */
  private static final int MOST_ROWS = 500;

  private SceneTable() {}

  static Node of(List<RunResult.Scene> scenes) {
    List<List<String>> rows = new ArrayList<>();
    for (RunResult.Scene s : scenes.subList(0, Math.min(scenes.size(), MOST_ROWS))) {
      rows.add(
          List.of(
              s.firstFrame() + " to " + (s.firstFrame() + s.frames() - 1),
              s.outcome(),
              s.reason(),
              s.steps() + " on " + s.pairs().training(),
              change(s.heldOut()),
              change(s.reblur())));
    }
    String introduction =
        "Each was adapted to by itself."
            + (scenes.size() > MOST_ROWS ? " The first " + MOST_ROWS + " are shown." : "");
    return Page.section("Scenes", introduction)
        .add(
            Page.table(
                List.of(
                    "frames", "outcome", "why", "steps on pairs", "held-out loss", "re-blur error"),
                rows));
  }

  private static String change(RunResult.Change change) {
    return Double.isFinite(change.before()) && Double.isFinite(change.after())
        ? String.format(Locale.ROOT, "%.4g \u2192 %.4g", change.before(), change.after())
        : "";
  }
}
