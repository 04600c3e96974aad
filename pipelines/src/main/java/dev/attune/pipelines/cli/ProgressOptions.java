package dev.attune.pipelines.cli;

import dev.attune.pipelines.progress.BarView;
import dev.attune.pipelines.progress.JsonView;
import dev.attune.pipelines.progress.PlainView;
import dev.attune.pipelines.progress.ProgressMeter;
import dev.attune.pipelines.progress.ProgressView;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How progress is shown, always on stderr. */
final class ProgressOptions {
  /** Ways to show it. */
  enum Style {
    /** A bar that is redrawn. */
    BAR,
    /** Lines of text. */
    PLAIN,
    /** Lines of JSON. */
    JSON,
    /** Not at all. */
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it. */
    static final class Converter extends Words<Style> {
      Converter() {
        super(Style.class);
      }
    }
  }

  @Option(
      names = "--progress",
      paramLabel = "bar|plain|json|none",
      converter = Style.Converter.class,
      description =
          "How to show progress on stderr; default: bar on a terminal, otherwise plain, none with"
              + " --quiet.")
  Style style;

  /** A meter that shows as asked for, or as suits the terminal. */
  ProgressMeter meter(Terminal terminal, boolean quiet) {
    Style chosen = style;
    if (chosen == null) {
      chosen = quiet ? Style.NONE : terminal.errIsTerminal() ? Style.BAR : Style.PLAIN;
    }
    return new ProgressMeter(
        switch (chosen) {
          case BAR -> new BarView(terminal.err(), terminal.columns(), terminal.unicode());
          case PLAIN -> new PlainView(terminal.err());
          case JSON -> new JsonView(terminal.err());
          case NONE -> ProgressView.NONE;
        });
  }
}
