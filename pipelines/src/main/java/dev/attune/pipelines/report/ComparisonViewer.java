package dev.attune.pipelines.report;

import dev.attune.deblur.run.Evidence.Comparison;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import dev.attune.video.frame.Frame;
import java.util.List;
import java.util.Locale;

/** Frames before and after under one slider, which the keyboard moves as well. */
final class ComparisonViewer {
  private static final int LARGEST_SIDE = 1280;
  private static final int THUMBNAIL_SIDE = 160;

  private ComparisonViewer() {}

  static Node of(List<Comparison> comparisons) {
    Tag section =
        Page.section(
            "Before and after",
            "Drag over the picture, or move the slider with the arrow keys. Left of the line is the"
                + " input, right of it the result.");
    Tag tabs =
        Html.tag("div").styled("tabs").attribute("role", "group").attribute("aria-label", "Frames");
    Tag panes = Html.tag("div").styled("panes");
    for (int i = 0; i < comparisons.size(); i++) {
      Comparison comparison = comparisons.get(i);
      if (comparisons.size() > 1) {
        tabs.add(tab(comparison, i));
      }
      panes.add(pane(comparison, i));
    }
    return section.add(
        Html.tag("div")
            .styled("viewer")
            .attribute("id", "viewer")
            .add(panes)
            .add(controls())
            .add(tabs));
  }

  private static Tag pane(Comparison comparison, int index) {
    Frame frame = comparison.after();
    String caption = caption(frame);
    return Html.tag("div")
        .styled(index == 0 ? "pane shown" : "pane")
        .attribute("style", "--w:" + frame.width() + ";--h:" + frame.height())
        .add(
            Html.tag("div")
                .styled("window")
                .add(
                    Html.tag("div")
                        .styled("stack")
                        .add(
                            picture(comparison.before(), LARGEST_SIDE, "Input, " + caption)
                                .styled("before"))
                        .add(picture(frame, LARGEST_SIDE, "Result, " + caption).styled("after"))
                        .add(Html.tag("span").styled("divider"))))
        .add(Html.tag("span", "input").styled("corner left"))
        .add(Html.tag("span", "result").styled("corner right"));
  }

  private static Tag controls() {
    Tag zoom =
        Html.tag("div").styled("zoom").attribute("role", "group").attribute("aria-label", "Size");
    for (int factor : new int[] {1, 2, 4}) {
      zoom.add(
          Html.tag("button", factor == 1 ? "Fit" : factor + "\u00d7")
              .attribute("type", "button")
              .attribute("data-zoom", String.valueOf(factor))
              .attribute("aria-pressed", String.valueOf(factor == 1)));
    }
    return Html.tag("div")
        .styled("controls")
        .add(
            Html.tag("input")
                .attribute("type", "range")
                .attribute("id", "split")
                .attribute("min", "0")
                .attribute("max", "100")
                .attribute("step", "0.5")
                .attribute("value", "50")
                .attribute("aria-label", "Share of the picture that shows the input, in percent"))
        .add(zoom);
  }

  private static Tag tab(Comparison comparison, int index) {
    return Html.tag("button")
        .attribute("type", "button")
        .attribute("data-pane", String.valueOf(index))
        .attribute("aria-pressed", String.valueOf(index == 0))
        .add(picture(comparison.after(), THUMBNAIL_SIDE, ""))
        .add(Html.tag("span", caption(comparison.after())));
  }

  private static Tag picture(Frame frame, int largestSide, String description) {
    return Html.tag("img")
        .attribute("src", Pictures.jpeg(frame, largestSide))
        .attribute("alt", description)
        .attribute("draggable", "false");
  }

  private static String caption(Frame frame) {
    return String.format(Locale.ROOT, "frame %d, %.2f s", frame.index(), frame.time().seconds());
  }
}
