package dev.attune.pipelines.cli;

import dev.attune.deblur.run.AdaptMode;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Whether the model is adapted, and how the result is applied. */
final class AdaptOptions {
  /** Over what to adapt. */
  enum Over {
    /** Nothing. */
    OFF,
    /** The whole input. */
    CLIP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it. */
    static final class Converter extends Words<Over> {
      Converter() {
        super(Over.class);
      }
    }
  }

  @Option(
      names = "--adapt",
      paramLabel = "off|clip",
      defaultValue = "clip",
      converter = Over.Converter.class,
      description = "Adapt not at all, or to the whole input (${DEFAULT-VALUE}).")
  Over over;

  @Option(
      names = "--strength",
      paramLabel = "0..1",
      defaultValue = "1",
      converter = Numbers.Share.class,
      description =
          "Share of the restoration that is applied (${DEFAULT-VALUE}); 0 keeps the input.")
  Double strength;

  @Option(names = "--strict", description = "Exit with code 7 when the adaptation was rolled back.")
  boolean strict;

  /** Over what to adapt. */
  AdaptMode mode() {
    return over == Over.OFF ? AdaptMode.OFF : AdaptMode.CLIP;
  }

  /** Adds these settings. */
  void describe(Map<String, String> settings) {
    settings.put("adapt", over.toString());
    settings.put("strength", Numbers.plain(strength));
    settings.put("strict", String.valueOf(strict));
  }
}
