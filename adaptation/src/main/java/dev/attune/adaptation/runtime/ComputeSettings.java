package dev.attune.adaptation.runtime;

/**
 * How an engine computes. One object for the whole process divides the cores; tests use one thread.
 *
 * @param device where
 * @param threads of one operator, at least 1
 */
public record ComputeSettings(Device device, int threads) {
  /** Checks the number of threads. */
  public ComputeSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + ": at least 1 is allowed");
    }
  }

  /** The processor with one thread, as tests run. */
  public static ComputeSettings single() {
    return new ComputeSettings(Device.CPU, 1);
  }
}
