package dev.attune.pipelines.progress;

import java.io.PrintStream;

/** Progress as a bar on the terminal's last line, which it rewrites. */
public final class BarView implements ProgressView {
  private static final double INTERVAL_SECONDS = 0.1;
  private static final int LABEL_COLUMNS = 10;
  private static final int WIDEST_BAR = 32;
  private static final int NARROWEST_BAR = 6;

  private final PrintStream out;
  private final int columns;
  private final boolean unicode;
  private String task = "";
  private double nextAt;
  private int drawn;

  /**
   * Draws on a terminal.
   *
   * @param out the terminal
   * @param columns its width in characters
   * @param unicode whether it shows block characters
   */
  public BarView(PrintStream out, int columns, boolean unicode) {
    this.out = out;
    this.columns = columns;
    this.unicode = unicode;
  }

  @Override
  public void show(Progress progress) {
    if (progress.task().equals(task) && progress.seconds() < nextAt && !progress.isComplete()) {
      return;
    }
    task = progress.task();
    nextAt = progress.seconds() + INTERVAL_SECONDS;
    draw(line(progress));
  }

  @Override
  public void end(Progress last) {
    task = "";
    nextAt = 0;
    draw(label(last) + last.done() + " " + last.unit() + " in " + Durations.of(last.seconds()));
    out.println();
    drawn = 0;
  }

  @Override
  public void notice(String message) {
    draw("");
    out.print("\r" + message + System.lineSeparator());
    drawn = 0;
    nextAt = 0;
  }

  private String line(Progress progress) {
    String label = label(progress);
    String text = PlainView.text(progress);
    int room = Math.min(WIDEST_BAR, columns - 1 - label.length() - text.length() - 2);
    if (progress.total() <= 0 || room < NARROWEST_BAR) {
      return label + text;
    }
    return label
        + bar(Math.min(1, (double) progress.done() / progress.total()), room)
        + "  "
        + text;
  }

  private String bar(double share, int width) {
    if (!unicode) {
      int full = (int) Math.round(share * (width - 2));
      return "[" + "#".repeat(full) + "-".repeat(width - 2 - full) + "]";
    }
    int eighths = (int) Math.round(share * width * 8);
    String part = eighths % 8 == 0 ? "" : String.valueOf((char) ('\u2590' - eighths % 8));
    String full = "\u2588".repeat(eighths / 8);
    return full + part + "\u00b7".repeat(width - full.length() - part.length());
  }

  private static String label(Progress progress) {
    return String.format("%-" + LABEL_COLUMNS + "s ", progress.task());
  }

  /** Writes over what stands there; a line as wide as the terminal would wrap. */
  private void draw(String line) {
    String fitting = line.length() < columns ? line : line.substring(0, columns - 1);
    out.print("\r" + fitting + " ".repeat(Math.max(0, drawn - fitting.length())) + "\r" + fitting);
    out.flush();
    drawn = fitting.length();
  }
}
