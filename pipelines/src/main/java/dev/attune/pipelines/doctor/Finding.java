package dev.attune.pipelines.doctor;

import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What one examination found.
 *
 * @param name of what was examined
 * @param status whether it is as it should be
 * @param detail what was found, and what to do where something is missing
 * @param seconds how long it took
 */
public record Finding(String name, Status status, String detail, double seconds) {

  /** Whether something is as it should be. */
  public enum Status {
    /** It is. */
    OK,
    /** It is not there, but nothing needs it unless it is asked for. */
    ABSENT,
    /** It is not, and commands will fail. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Examines; an exception is a failure with the exception's message. */
  static Finding of(String name, Callable<String> examination) {
    return of(name, Status.FAILED, examination);
  }

  /** Examines something that may be absent; an exception tells that it is. */
  static Finding ofOptional(String name, Callable<String> examination) {
    return of(name, Status.ABSENT, examination);
  }

  private static Finding of(String name, Status otherwise, Callable<String> examination) {
    long start = System.nanoTime();
    Status status = Status.OK;
    String detail;
    try {
      detail = examination.call();
    } catch (Exception | LinkageError e) {
      status = otherwise;
      detail = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return new Finding(name, status, detail, (System.nanoTime() - start) / 1e9);
  }
}
