package dev.attune.pipelines.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Markup that is well-formed both as HTML 5 and as XML. Text and attribute values are escaped when
 * they are written, so nothing that a file name or a message holds can become markup.
 */
final class Html {
  /** Something that can stand in a page. */
  interface Node {
    /** Writes itself. */
    void writeTo(StringBuilder out);
  }

  private Html() {}

  /** An element; attributes and children are added to it. */
  static Tag tag(String name) {
    return new Tag(name);
  }

  /** Text, escaped. */
  static Node text(String text) {
    return out -> escape(out, text);
  }

  /** An element that holds only text. */
  static Tag tag(String name, String text) {
    return new Tag(name).add(text(text));
  }

  /** Our own style sheet, which needs no escaping. */
  static Node style(String css) {
    return out -> out.append("<style>\n").append(css).append("</style>\n");
  }

  /** Our own program; the comments hide its comparisons from XML. */
  static Node script(String javascript) {
    return out -> out.append("<script>//<![CDATA[\n").append(javascript).append("//]]></script>\n");
  }

  /** A whole page. */
  static String page(String title, List<Node> head, List<Node> body) {
    Tag html =
        tag("html")
            .attribute("lang", "en")
            .attribute("xmlns", "http://www.w3.org/1999/xhtml")
            .add(
                tag("head")
                    .add(tag("meta").attribute("charset", "utf-8"))
                    .add(
                        tag("meta")
                            .attribute("name", "viewport")
                            .attribute("content", "width=device-width, initial-scale=1"))
                    .add(tag("title", title))
                    .addAll(head))
            .add(tag("body").addAll(body));
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    html.writeTo(out);
    return out.append('\n').toString();
  }

  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
        default -> out.append(isForbidden(text, i) ? '\uFFFD' : c);
      }
    }
  }

  /** XML has no place for control characters and lone surrogates; file names may hold them. */
  private static boolean isForbidden(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff;
  }

  /** An element under construction. */
  static final class Tag implements Node {
    private static final List<String> VOID = List.of("meta", "img", "input", "br");
    private static final List<String> BLOCKS =
        List.of(
            "html",
            "head",
            "body",
            "meta",
            "title",
            "header",
            "main",
            "footer",
            "section",
            "h1",
            "h2",
            "div",
            "figure",
            "figcaption",
            "table",
            "tr",
            "ul",
            "li",
            "svg",
            "p");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Tag(String name) {
      this.name = name;
    }

    Tag attribute(String key, String value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets the class attribute. */
    Tag styled(String classes) {
      return attribute("class", classes);
    }

    Tag add(Node child) {
      children.add(child);
      return this;
    }

    Tag addAll(List<? extends Node> more) {
      children.addAll(more);
      return this;
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append('<').append(name);
      attributes.forEach(
          (key, value) -> {
            out.append(' ').append(key).append("=\"");
            escape(out, value);
            out.append('"');
          });
      if (VOID.contains(name)) {
        out.append(" />");
      } else {
        out.append('>');
        children.forEach(child -> child.writeTo(out));
        out.append("</").append(name).append('>');
      }
      if (BLOCKS.contains(name)) {
        out.append('\n');
      }
    }
  }
}
