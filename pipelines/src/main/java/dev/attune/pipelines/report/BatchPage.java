package dev.attune.pipelines.report;

import dev.attune.pipelines.batch.BatchResult;
import dev.attune.pipelines.batch.ItemResult;
import dev.attune.pipelines.batch.ItemStatus;
import dev.attune.pipelines.progress.Durations;
import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page about a whole batch, which leads to the pages of its inputs. */
public final class BatchPage {
  private BatchPage() {}

  /**
   * The page as one file.
   *
   * @param place where the page is going to lie; links are relative to it
   */
  public static String of(BatchResult batch, Path place, Provenance provenance) {
    List<Node> parts = new ArrayList<>();
    parts.add(cards(batch));
    parts.add(Page.section("Inputs", "").add(table(batch, place)));
    int inputs = batch.items().size();
    String title = inputs + (inputs == 1 ? " input" : " inputs");
    return Page.of(
        "attune deblur", batch.interrupted() ? title + ", interrupted" : title, parts, provenance);
  }

  private static Node cards(BatchResult batch) {
    Tag cards = Html.tag("div").styled("cards");
    for (ItemStatus status : ItemStatus.values()) {
      if (batch.count(status) > 0) {
        String name = status.toString();
        cards.add(
            Page.card(
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                String.valueOf(batch.count(status)),
                meaning(status)));
      }
    }
    cards.add(Page.card("Frames", String.valueOf(batch.frames()), "written now"));
    return cards.add(Page.card("Time", Durations.of(batch.seconds()), ""));
  }

  private static String meaning(ItemStatus status) {
    return switch (status) {
      case DONE -> "restored";
      case DOUBTFUL -> "restored, with a complaint";
      case SKIPPED -> "were there before";
      case FAILED -> "have no output";
      case UNFINISHED -> "the batch ended before";
    };
  }

  private static Node table(BatchResult batch, Path place) {
    Tag head = Html.tag("tr");
    for (String heading :
        List.of("input", "status", "frames", "sharpness", "adaptation", "time", "note")) {
      head.add(Html.tag("th", heading).attribute("scope", "col"));
    }
    Tag table = Html.tag("table").add(head);
    for (ItemResult item : batch.items()) {
      table.add(
          Html.tag("tr")
              .add(Html.tag("td").add(name(item, place)))
              .add(Html.tag("td", item.status().toString()))
              .add(Html.tag("td", item.frames() == 0 ? "" : String.valueOf(item.frames())))
              .add(Html.tag("td", sharpness(item)))
              .add(Html.tag("td", item.outcome()))
              .add(Html.tag("td", item.seconds() > 0 ? Durations.of(item.seconds()) : ""))
              .add(Html.tag("td", item.note())));
    }
    return Html.tag("div").styled("scroll").add(table);
  }

  private static Node name(ItemResult item, Path place) {
    return item.page()
        .<Node>map(page -> Html.tag("a", item.input()).attribute("href", link(place, page)))
        .orElseGet(() -> Html.text(item.input()));
  }

  /** From one file to another; every part escaped, so that no name can be another address. */
  private static String link(Path from, Path to) {
    Path folder = from.toAbsolutePath().normalize().getParent();
    List<String> parts = new ArrayList<>();
    for (Path part : folder.relativize(to.toAbsolutePath().normalize())) {
      parts.add(URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return String.join("/", parts);
  }

  private static String sharpness(ItemResult item) {
    return Double.isFinite(item.sharpnessBefore()) && Double.isFinite(item.sharpnessAfter())
        ? String.format(
            Locale.ROOT, "%.4g \u2192 %.4g", item.sharpnessBefore(), item.sharpnessAfter())
        : "";
  }
}
