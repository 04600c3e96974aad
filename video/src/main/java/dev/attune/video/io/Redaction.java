package dev.attune.video.io;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts before they are shown, logged or written to a report: user names and
 * passwords in URLs ({@code user:pass@}) and the values of query parameters ({@code ?token=...}).
 * It rather hides too much than too little: every query value goes, whatever its name.
 */
public final class Redaction {
  private static final String HIDDEN = "***";
  private static final Pattern URL =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?<rest>[^\\s\"'<>|]+)");
  private static final Pattern QUERY_VALUE = Pattern.compile("(?<=[?&;])([^=&;#]*)=[^&;#]*");

  private Redaction() {}

  /** The text with the secrets of every URL in it replaced by {@code ***}. */
  public static String text(String text) {
    Matcher matcher = URL.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String shown = matcher.group("scheme") + withoutSecrets(matcher.group("rest"));
      matcher.appendReplacement(out, Matcher.quoteReplacement(shown));
    }
    return matcher.appendTail(out).toString();
  }

  private static String withoutSecrets(String rest) {
    // People write passwords that hold @, / or ? without escaping them, so the last @ counts, be it
    // in the path or the query.
    int at = rest.lastIndexOf('@');
    String place = at < 0 ? rest : HIDDEN + rest.substring(at);
    int fragment = place.indexOf('#');
    String shown = fragment < 0 ? place : place.substring(0, fragment + 1) + HIDDEN;
    return QUERY_VALUE.matcher(shown).replaceAll("$1=" + HIDDEN);
  }
}
