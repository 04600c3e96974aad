package dev.attune.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale of a chart with round ticks.
 *
 * @param min value at its beginning
 * @param max value at its end; greater than {@code min}
 * @param step between ticks: 1, 2 or 5 times a power of ten
 */
record Axis(double min, double max, double step) {

  /**
   * Shows all values exactly from the least to the greatest, such as numbers of frames.
   *
   * @param ticks how many steps are wanted, roughly
   */
  static Axis tight(double least, double greatest, int ticks) {
    double max = greatest > least ? greatest : least + 1;
    return new Axis(least, max, Math.max(1, roundStep((max - least) / ticks)));
  }

  /**
   * Begins and ends at ticks, with all values in between.
   *
   * @param ticks how many steps are wanted, roughly
   */
  static Axis loose(double least, double greatest, int ticks) {
    double from = least;
    double to = greatest;
    if (!(to - from > 1e-9 * Math.max(Math.abs(from), Math.abs(to)))) {
      double room = Math.max(Math.abs(from) * 0.1, 1e-3);
      from -= room;
      to += room;
    }
    double step = roundStep((to - from) / ticks);
    return new Axis(Math.floor(from / step) * step, Math.ceil(to / step) * step, step);
  }

  /** Values of the ticks, rising. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(min / step - 1e-6);
    for (long i = first; i * step <= max + step * 1e-6; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Where a value lies, 0 at the beginning and 1 at the end. */
  double place(double value) {
    return (value - min) / (max - min);
  }

  /** A tick in as many digits as tell it from its neighbours. */
  String label(double tick) {
    double size = Math.max(Math.abs(min), Math.abs(max));
    if (size >= 1e6 || size < 1e-3) {
      return Math.abs(tick) < step * 1e-6
          ? "0"
          : String.format(Locale.ROOT, "%." + significant(size) + "e", tick)
              .replaceFirst("e([+-])0*(\\d+)$", "e$1$2")
              .replace("e+", "e");
    }
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick + 0.0);
  }

  private int significant(double size) {
    return (int) Math.max(0, Math.floor(Math.log10(size)) - Math.floor(Math.log10(step)));
  }

  private static double roundStep(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double times = wanted / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  }
}
