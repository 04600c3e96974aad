package dev.attune.adaptation.runtime;

/** A device that was asked for cannot be used; the message tells what is missing. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public DeviceException(String message) {
    super(message);
  }

  /** With a message for people and the engine's own error. */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
