package dev.attune.pipelines.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows of text with columns that are as wide as they have to be. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> toTheRight;

  /**
   * An empty table.
   *
   * @param headings of the columns; one that begins with {@code >} holds numbers, which stand to
   *     the right
   */
  TextTable(String... headings) {
    toTheRight = List.of(headings).stream().map(h -> h.startsWith(">")).toList();
    rows.add(List.of(headings).stream().map(h -> h.replaceFirst("^>", "")).toList());
  }

  /** Adds a row with one text for each column. */
  void add(String... cells) {
    if (cells.length != toTheRight.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + toTheRight.size() + " columns");
    }
    rows.add(Stream.of(cells).map(Printable::line).toList());
  }

  /** The table; no line ends in spaces. */
  @Override
  public String toString() {
    int[] widths = new int[toTheRight.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String cell = row.get(c);
        String room = " ".repeat(widths[c] - cell.length());
        line.append(c == 0 ? "" : "  ").append(toTheRight.get(c) ? room + cell : cell + room);
      }
      out.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return out.toString();
  }
}
