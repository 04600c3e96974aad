package dev.attune.pipelines.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command reads and prints: results go to {@code out}, everything for people to {@code
 * err}.
 *
 * @param in answers to questions
 * @param out results
 * @param err progress, notices, errors
 * @param inIsTerminal whether a person can answer
 * @param outIsTerminal whether a person reads the results
 * @param errIsTerminal whether lines of {@code err} can be rewritten
 * @param columns width of the terminal
 * @param color whether colours are wanted where a terminal is
 * @param unicode whether the terminal shows more than ASCII
 * @param environment variables of the process
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    boolean color,
    boolean unicode,
    Map<String, String> environment) {
  private static final int USUAL_COLUMNS = 80;

  /**
   * The process's own streams; the launcher tells which are terminals, because Java cannot.
   *
   * @param terminals digits of the standard streams that are terminals, such as "012"
   * @param columns width in characters; empty where it is unknown
   */
  static Terminal ofProcess(String terminals, String columns, Map<String, String> environment) {
    boolean color =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        System.in,
        System.out,
        System.err,
        terminals.contains("0"),
        terminals.contains("1"),
        terminals.contains("2"),
        columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS,
        color,
        isUtf8(environment),
        environment);
  }

  /** Whether a question can be asked. */
  boolean isInteractive() {
    return inIsTerminal && errIsTerminal;
  }

  /**
   * Asks a question that is answered with yes or no; anything but yes is no.
   *
   * @throws UncheckedIOException when the answer cannot be read
   */
  boolean confirm(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      // One line is all that is ever asked for, so a reader that reads ahead takes nothing away.
      String answer =
          new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUtf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.toLowerCase(Locale.ROOT).matches(".*utf-?8.*");
      }
    }
    return false;
  }
}
