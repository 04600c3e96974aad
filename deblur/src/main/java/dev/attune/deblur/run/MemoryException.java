package dev.attune.deblur.run;

/** The memory that is there, or allowed, is not enough; the message says how much is needed. */
public final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MemoryException(String message) {
    super(message);
  }
}
