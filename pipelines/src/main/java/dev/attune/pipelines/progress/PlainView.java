package dev.attune.pipelines.progress;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress as lines of text, for logs: one when a task begins, every ten seconds, and at its end.
 */
public final class PlainView implements ProgressView {
  private static final double INTERVAL_SECONDS = 10;

  private final PrintStream out;
  private String task = "";
  private double nextAt;

  /** Prints to {@code out}. */
  public PlainView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Progress progress) {
    if (!progress.task().equals(task)) {
      task = progress.task();
      nextAt = INTERVAL_SECONDS;
    } else if (progress.seconds() < nextAt || progress.isComplete()) {
      return;
    } else {
      nextAt = progress.seconds() + INTERVAL_SECONDS;
    }
    out.println(progress.task() + ": " + text(progress));
  }

  @Override
  public void end(Progress last) {
    task = "";
    out.println(
        last.task()
            + ": "
            + last.done()
            + " "
            + last.unit()
            + " in "
            + Durations.of(last.seconds()));
  }

  @Override
  public void notice(String message) {
    out.println(message);
  }

  /** Count, speed and time left, such as "126 of 280 frames, 4.1/s, 38 s left". */
  static String text(Progress p) {
    StringBuilder text = new StringBuilder().append(p.done());
    if (p.total() >= 0) {
      text.append(" of ").append(p.total());
    }
    text.append(' ').append(p.unit());
    if (Double.isFinite(p.perSecond())) {
      text.append(", ").append(speed(p.perSecond()));
    }
    if (Double.isFinite(p.secondsLeft()) && !p.isComplete()) {
      text.append(", ").append(Durations.of(p.secondsLeft())).append(" left");
    }
    return text.toString();
  }

  private static String speed(double perSecond) {
    return perSecond < 0.5
        ? Durations.of(1 / perSecond) + " each"
        : String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%.0f/s", perSecond);
  }
}
