package dev.attune.pipelines.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
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
    return answer(question + " [y/N] ").matches("y|yes");
  }

  /**
   * Asks a question that is answered with one of several letters, or a word that begins with it.
   *
   * @param letters small ones; the last one is the answer where there is none or another
   * @throws UncheckedIOException when the answer cannot be read
   */
  char ask(String question, String letters) {
    String shown = String.join("/", letters.split(""));
    String answer = answer(question + " [" + shown + "] ");
    return !answer.isEmpty() && letters.indexOf(answer.charAt(0)) >= 0
        ? answer.charAt(0)
        : letters.charAt(letters.length() - 1);
  }

  /** What a person answers, in small letters; empty at the end of the input. */
  private String answer(String question) {
    err.print(question);
    err.flush();
    try {
      // Byte by byte: what follows the line may answer the next question.
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        line.append((char) b);
      }
      return line.toString().strip().toLowerCase(Locale.ROOT);
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
