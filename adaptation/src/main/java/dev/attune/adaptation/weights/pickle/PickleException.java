package dev.attune.adaptation.weights.pickle;

/** A pickle is damaged, asks for something that is not offered, or is too large. */
public final class PickleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a pickle was not read. */
  public enum Reason {
    /** It is no valid pickle or beyond the limits of one. */
    DAMAGED,
    /** It is valid data of a kind that is not read. */
    UNSUPPORTED,
    /** It wants to import or call something that is not plain data. */
    REFUSED
  }

  private final Reason reason;

  /** With a message that completes "the pickle ...". */
  public PickleException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it was not read. */
  public Reason reason() {
    return reason;
  }
}
