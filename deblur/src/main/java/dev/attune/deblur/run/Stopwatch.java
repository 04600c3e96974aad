package dev.attune.deblur.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Wall time by part of a run; parts that come several times add up. Not thread-safe. */
final class Stopwatch {
  private final long start = System.nanoTime();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Does the work of a stage and takes its time, also when it fails. */
  <T> T time(Stage stage, Supplier<T> work) {
    long from = System.nanoTime();
    try {
      return work.get();
    } finally {
      add(stage.name().toLowerCase(Locale.ROOT), (System.nanoTime() - from) / 1e9);
    }
  }

  /** Adds to a part. */
  void add(String part, double more) {
    seconds.merge(part, more, Double::sum);
  }

  /** All parts, and "total" since this was made. */
  Map<String, Double> seconds() {
    Map<String, Double> out = new LinkedHashMap<>(seconds);
    out.put("total", (System.nanoTime() - start) / 1e9);
    return out;
  }
}
