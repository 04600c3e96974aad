package dev.attune.pipelines.config;

/** A configuration file cannot be used; the message names the file, the place and what to do. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public ConfigException(String message) {
    super(message);
  }

  /** With a message for people and the cause for developers. */
  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
