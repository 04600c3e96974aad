package dev.attune.deblur.resume;

/** A run cannot go on where another ended; the message says why and what to do. */
public final class ResumeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public ResumeException(String message) {
    super(message);
  }
}
