package dev.attune.adaptation.training;

/**
 * A rate that falls along half a cosine: {@code last + (first - last) (1 + cos(pi t / length)) / 2}
 * (Loshchilov and Hutter, 2017, equation 5 without restarts).
 *
 * @param first rate at t = 0
 * @param last rate at t = length and after
 * @param length in whatever t counts, at least 1
 */
public record CosineSchedule(double first, double last, long length) {
  /** Checks the length. */
  public CosineSchedule {
    if (length < 1) {
      throw new IllegalArgumentException(
          "schedule of length " + length + ": at least 1 is allowed");
    }
  }

  /** The rate at {@code t}, from 0. */
  public double at(long t) {
    double part = Math.min(t, length) / (double) length;
    return last + (first - last) * (1 + Math.cos(Math.PI * part)) / 2;
  }
}
