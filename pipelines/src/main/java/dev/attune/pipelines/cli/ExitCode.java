package dev.attune.pipelines.cli;

import java.util.Arrays;

/** What the process tells its caller when it ends. */
public enum ExitCode {
  /** All was done. */
  OK(0, "all was done"),
  /** A mistake in Attune. */
  INTERNAL(1, "internal error: a mistake in Attune"),
  /** A mistake on the command line or in a configuration file, or a request that cannot be met. */
  USAGE(2, "wrong option or value, or a request that cannot be met"),
  /** The input is missing, damaged or no media. */
  BAD_INPUT(3, "input missing or damaged; what was readable has been processed"),
  /** A model is missing or not the right one. */
  MODEL(4, "model missing, damaged or of another network"),
  /** Memory ran out. */
  OUT_OF_MEMORY(5, "out of memory"),
  /** The output cannot be written. */
  OUTPUT(6, "output exists, cannot be written, or the disk is full"),
  /** The adaptation was rolled back and the user asked to be told. */
  DIVERGED(7, "adaptation was rolled back (only with --strict)"),
  /** Some of several inputs failed. */
  PARTIAL(8, "some of several inputs failed"),
  /** The user or the system ended it. */
  INTERRUPTED(130, "interrupted; the output was not finished");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The code with this number. */
  static ExitCode of(int number) {
    return Arrays.stream(values()).filter(code -> code.number == number).findFirst().orElseThrow();
  }

  /** The process's exit status, 0..255. */
  public int number() {
    return number;
  }

  /** What it means, for help texts. */
  public String meaning() {
    return meaning;
  }
}
