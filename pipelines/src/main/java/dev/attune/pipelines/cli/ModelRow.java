package dev.attune.pipelines.cli;

import dev.attune.adaptation.weights.catalog.ModelEntry;
import dev.attune.adaptation.weights.catalog.ModelOrigin;
import dev.attune.adaptation.weights.catalog.ModelState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is told of a model, as text and as JSON. */
record ModelRow(
    String name,
    String network,
    Map<String, Object> configuration,
    String origin,
    String state,
    long bytes,
    String sha256,
    String licence,
    String recipe,
    Map<String, Double> figures,
    String location) {
  private static final double MIB = 1 << 20;

  static ModelRow of(ModelEntry entry) {
    return new ModelRow(
        entry.name(),
        entry.card().model().network(),
        entry.card().model().configuration(),
        lower(entry.origin()),
        lower(entry.state()),
        entry.card().weights().bytes(),
        entry.card().weights().sha256(),
        entry.card().model().licence(),
        entry.card().model().recipe(),
        entry.card().model().figures(),
        place(entry));
  }

  /** A file's path, or where in which jar it lies. */
  static String place(ModelEntry entry) {
    return "file".equals(entry.location().getScheme())
        ? Path.of(entry.location()).toString()
        : entry.location().toString();
  }

  /** All rows as a table. */
  static String table(List<ModelRow> rows) {
    TextTable table = new TextTable("name", "network", "origin", "state", ">MiB", "licence");
    for (ModelRow row : rows) {
      String settings =
          row.configuration.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" "));
      table.add(
          row.name,
          (row.network + " " + settings).strip(),
          row.origin,
          row.state,
          String.format(Locale.ROOT, "%.1f", row.bytes / MIB),
          row.licence);
    }
    return table.toString();
  }

  private static String lower(ModelOrigin origin) {
    return origin.name().toLowerCase(Locale.ROOT);
  }

  private static String lower(ModelState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
