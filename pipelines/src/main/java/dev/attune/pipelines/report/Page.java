package dev.attune.pipelines.report;

import dev.attune.pipelines.report.Html.Node;
import dev.attune.pipelines.report.Html.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all pages share: style, program, headings, tables, the note on how the page was made. */
final class Page {
  private Page() {}

  /**
   * A whole page.
   *
   * @param kind of page, such as "attune deblur"
   * @param title its heading
   * @param parts between the heading and the provenance
   */
  static String of(String kind, String title, List<Node> parts, Provenance provenance) {
    Tag header =
        Html.tag("header")
            .add(
                Html.tag("div")
                    .styled("kind")
                    .add(Html.tag("span", kind))
                    .add(
                        Html.tag("button", "Dark or light")
                            .attribute("type", "button")
                            .attribute("id", "theme")))
            .add(Html.tag("h1", title));
    Tag main = Html.tag("main").addAll(parts).add(provenance(provenance));
    return Html.page(
        title + " \u2013 " + kind,
        List.of(Html.style(resource("report.css"))),
        List.of(header, main, Html.script(resource("report.js"))));
  }

  /** A part with its heading. */
  static Tag section(String heading, String introduction) {
    Tag section = Html.tag("section").add(Html.tag("h2", heading));
    return introduction.isEmpty()
        ? section
        : section.add(Html.tag("p", introduction).styled("introduction"));
  }

  /** Names and values. */
  static Tag table(Map<String, String> values) {
    Tag table = Html.tag("table");
    values.forEach(
        (name, value) ->
            table.add(
                Html.tag("tr")
                    .add(Html.tag("th", name).attribute("scope", "row"))
                    .add(Html.tag("td", value))));
    return Html.tag("div").styled("scroll").add(table);
  }

  /** Rows of values below a row of headings. */
  static Tag table(List<String> headings, List<List<String>> rows) {
    Tag head = Html.tag("tr");
    headings.forEach(h -> head.add(Html.tag("th", h).attribute("scope", "col")));
    Tag table = Html.tag("table").add(head);
    for (List<String> row : rows) {
      Tag line = Html.tag("tr");
      row.forEach(value -> line.add(Html.tag("td", value)));
      table.add(line);
    }
    return Html.tag("div").styled("scroll").add(table);
  }

  /** A figure that stands out. */
  static Tag card(String name, String value, String note) {
    return Html.tag("div")
        .styled("card")
        .add(Html.tag("span", name).styled("name"))
        .add(Html.tag("span", value).styled("value"))
        .add(Html.tag("span", note).styled("note"));
  }

  private static Node provenance(Provenance provenance) {
    List<Node> command = new ArrayList<>();
    if (!provenance.command().isEmpty()) {
      command.add(Html.tag("pre").add(Html.tag("code", String.join(" ", provenance.command()))));
    }
    return section("Made with", "")
        .addAll(command)
        .add(table(provenance.versions()))
        .add(Html.tag("p", provenance.madeAt()).styled("note"));
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
