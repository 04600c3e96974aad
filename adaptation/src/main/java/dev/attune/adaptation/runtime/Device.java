package dev.attune.adaptation.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where networks run.
 *
 * @param kind processor or graphics card
 * @param index of the card, 0 for the processor
 */
public record Device(Kind kind, int index) {
  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /** Kinds of devices. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** An NVIDIA card. */
    CUDA
  }

  /**
   * Reads {@code cpu}, {@code cuda} or {@code cuda:n}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher m = CUDA.matcher(text);
    if (m.matches()) {
      return new Device(Kind.CUDA, m.group(1) == null ? 0 : Integer.parseInt(m.group(1)));
    }
    throw new IllegalArgumentException(
        "device '" + text + "': cpu, cuda or cuda:n (n from 0) is allowed");
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
