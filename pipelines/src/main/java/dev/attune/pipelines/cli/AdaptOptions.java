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
    CLIP,
    /** Every scene between cuts by itself. */
    SCENE;

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
      paramLabel = "off|clip|scene",
      defaultValue = "clip",
      converter = Over.Converter.class,
      description =
          "Adapt not at all, once to the whole input, or to every scene by itself"
              + " (${DEFAULT-VALUE}).")
  Over over;

  @Option(
      names = "--strength",
      paramLabel = "0..1",
      defaultValue = "1",
      converter = Numbers.Share.class,
      description =
          "Share of the restoration that is applied (${DEFAULT-VALUE}); 0 keeps the input.")
  Double strength;

  @Option(
      names = "--strict",
      description = "Exit with code 7 when the adaptation was rolled back, be it for one scene.")
  boolean strict;

  /** Over what to adapt. */
  AdaptMode mode() {
    return switch (over) {
      case OFF -> AdaptMode.OFF;
      case CLIP -> AdaptMode.CLIP;
      case SCENE -> AdaptMode.SCENE;
    };
  }

  /** Adds these settings. */
  void describe(Map<String, String> settings) {
    settings.put("adapt", over.toString());
    settings.put("strength", Numbers.plain(strength));
    settings.put("strict", String.valueOf(strict));
  }
}
