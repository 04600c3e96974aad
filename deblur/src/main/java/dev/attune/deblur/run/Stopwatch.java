package dev.attune.deblur.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Wall time by part of a run; parts that come several times add up. May be read from any thread.
 */
final class Stopwatch {
  private static final String TOTAL = "total";

  private final long start = System.nanoTime();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private double secondsBefore;
  private Stage running;
  private long runningFrom;

  /** Does the work of a stage and takes its time, also when it fails. */
  <T> T time(Stage stage, Supplier<T> work) {
    begin(stage);
    try {
      return work.get();
    } finally {
      end();
    }
  }

  private synchronized void begin(Stage stage) {
    running = stage;
    runningFrom = System.nanoTime();
  }

  private synchronized void end() {
    add(name(running), (System.nanoTime() - runningFrom) / 1e9);
    running = null;
  }

  /** Adds to a part. */
  synchronized void add(String part, double more) {
    seconds.merge(part, more, Double::sum);
  }

  /** All parts, with the one that is going on, and "total" since this was made. */
  synchronized Map<String, Double> seconds() {
    Map<String, Double> out = new LinkedHashMap<>(seconds);
    if (running != null) {
      out.merge(name(running), (System.nanoTime() - runningFrom) / 1e9, Double::sum);
    }
    out.put(TOTAL, secondsBefore + (System.nanoTime() - start) / 1e9);
    return out;
  }

  /** Goes on with what another one measured. */
  synchronized void restore(Map<String, Double> before) {
    // The latest of several that are found.
    if (before.get(TOTAL) > secondsBefore) {
      seconds.putAll(before);
      secondsBefore = seconds.remove(TOTAL);
    }
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
