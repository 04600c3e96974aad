package dev.attune.adaptation.weights;

import java.util.Locale;

/**
 * A file of weights or a model is not what it should be. The message names the file, what is wrong
 * with it, what was expected and what to do.
 */
public final class WeightsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is, from which a program chooses its exit code. */
  public enum Kind {
    /** The file or model does not exist or cannot be opened. */
    MISSING,
    /** The bytes are not those that the model's card or index promises. */
    DIGEST,
    /** The file is damaged, cut off, or of no known format. */
    DAMAGED,
    /** The file is sound but holds something Attune does not read. */
    UNSUPPORTED,
    /** The file asks for code to be run; it was refused and nothing was run. */
    UNSAFE,
    /** The tensors are sound but do not fit the network. */
    MISMATCH,
    /** A file cannot be written. */
    OUTPUT
  }

  private final Kind kind;
  private final String file;

  /**
   * With a message made of its parts.
   *
   * @param file path or name of the file or model
   * @param problem what is wrong, with the value met
   * @param expected what is allowed, or empty
   * @param remedy what to do, or empty
   */
  public WeightsException(Kind kind, String file, String problem, String expected, String remedy) {
    this(kind, file, problem, expected, remedy, null);
  }

  /** As the other constructor, with the cause for developers. */
  public WeightsException(
      Kind kind, String file, String problem, String expected, String remedy, Throwable cause) {
    super(message(file, problem, expected, remedy), cause);
    this.kind = kind;
    this.file = file;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }

  /** Path or name of the file or model. */
  public String file() {
    return file;
  }

  private static String message(String file, String problem, String expected, String remedy) {
    StringBuilder text = new StringBuilder(file).append(": ").append(problem);
    if (!expected.isEmpty()) {
      text.append("; expected ").append(expected);
    }
    if (!remedy.isEmpty()) {
      text.append(". ").append(remedy.substring(0, 1).toUpperCase(Locale.ROOT));
      text.append(remedy, 1, remedy.length());
    }
    return text.toString();
  }
}
