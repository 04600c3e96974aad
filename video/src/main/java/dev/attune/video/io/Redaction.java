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
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+\\]|[^:@]*)(:[0-9]*)?");
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
    int at = endOfUser(rest);
    String place = at < 0 ? rest : HIDDEN + rest.substring(at);
    int fragment = place.indexOf('#');
    String shown = fragment < 0 ? place : place.substring(0, fragment + 1) + HIDDEN;
    return QUERY_VALUE.matcher(shown).replaceAll("$1=" + HIDDEN);
  }

  /**
   * Where the {@code @} stands that ends the user's part, or -1. People write passwords that hold
   * {@code @}, {@code /} or {@code ?} without escaping them, so the last possible place is taken.
   */
  private static int endOfUser(String rest) {
    int query = rest.indexOf('?');
    int at = query < 0 ? rest.lastIndexOf('@') : rest.lastIndexOf('@', query);
    if (at >= 0) {
      return at;
    }
    String authority = rest.split("[/?#]", 2)[0];
    return HOST_AND_PORT.matcher(authority).matches() ? -1 : rest.lastIndexOf('@');
  }
}
