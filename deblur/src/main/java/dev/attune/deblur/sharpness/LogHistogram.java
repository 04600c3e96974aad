package dev.attune.deblur.sharpness;

import java.util.Arrays;

/** Counts positive values in bins of equal ratio, for quantiles in constant memory. */
public final class LogHistogram {
  private static final int BINS = 256;

  private final double logLow;
  private final double perBin;
  private final long[] bins = new long[BINS];
  private long count;

  /** A histogram of values between {@code low} and {@code high}; others fall into the end bins. */
  LogHistogram(double low, double high) {
    this.logLow = Math.log(low);
    this.perBin = (Math.log(high) - logLow) / BINS;
  }

  /**
   * The counts.
   *
   * @param bins from low to high
   */
  @SuppressWarnings("ArrayRecordComponent") // counts are their numbers
  public record State(long[] bins) {}

  State state() {
    return new State(bins.clone());
  }

  /** Goes on where another histogram of the same range was. */
  void restore(State state) {
    System.arraycopy(state.bins(), 0, bins, 0, BINS);
    count = Arrays.stream(bins).sum();
  }

  void add(double value) {
    bins[bin(value)]++;
    count++;
  }

  long count() {
    return count;
  }

  /** The value below which a share {@code q} of the values lies, to the width of a bin. */
  double quantile(double q) {
    double wanted = q * count;
    double below = 0;
    for (int i = 0; i < BINS; i++) {
      if (below + bins[i] >= wanted && bins[i] > 0) {
        double within = Math.max(0, wanted - below) / bins[i];
        return Math.exp(logLow + (i + within) * perBin);
      }
      below += bins[i];
    }
    return count == 0 ? Double.NaN : Math.exp(logLow + BINS * perBin);
  }

  /** Share of the values that lie below {@code value}, its own bin counted half. */
  double rank(double value) {
    if (count == 0) {
      return 0;
    }
    int own = bin(value);
    double below = 0.5 * bins[own];
    for (int i = 0; i < own; i++) {
      below += bins[i];
    }
    return below / count;
  }

  private int bin(double value) {
    double at = (Math.log(Math.max(value, 1e-300)) - logLow) / perBin;
    return (int) Math.min(BINS - 1, Math.max(0, at));
  }
}
