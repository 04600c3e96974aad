package dev.attune.video.io;

/** Reading or writing media failed; the message tells what, which value and what to do. */
public final class MediaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is, from which a program chooses its exit code. */
  public enum Kind {
    /** The input does not exist or cannot be opened. */
    NOT_FOUND,
    /** The input is no readable media, or is damaged. */
    BAD_INPUT,
    /**
     * The request cannot be met: encoder absent, option unknown, container unsuitable, sizes over
     * the limit.
     */
    UNSUPPORTED,
    /** The output cannot be made or written, such as a full disk. */
    OUTPUT
  }

  private final Kind kind;

  /** With a message for people. */
  public MediaException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** With a message for people and the cause for developers. */
  public MediaException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
