package dev.attune.pipelines.cli;

import dev.attune.video.io.TrackKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Tracks that one value of {@code --drop-track} leaves out.
 *
 * @param kinds all tracks of these
 * @param numbers the tracks with these numbers
 */
record DroppedTracks(Set<TrackKind> kinds, Set<Integer> numbers) {

  /** Reads a kind, or a number as FFmpeg counts tracks. */
  static final class Converter implements ITypeConverter<DroppedTracks> {
    @Override
    public DroppedTracks convert(String text) {
      if (text.matches("[0-9]{1,4}")) {
        return new DroppedTracks(Set.of(), Set.of(Integer.valueOf(text)));
      }
      for (TrackKind kind : TrackKind.values()) {
        if (word(kind).equals(text)) {
          return new DroppedTracks(Set.of(kind), Set.of());
        }
      }
      throw new TypeConversionException(
          "'"
              + text
              + "': "
              + Arrays.stream(TrackKind.values())
                  .map(DroppedTracks::word)
                  .collect(Collectors.joining(", "))
              + " or the number of a track (0, 1, ...) is allowed");
    }
  }

  @Override
  public String toString() {
    return kinds.isEmpty() ? numbers.iterator().next().toString() : word(kinds.iterator().next());
  }

  private static String word(TrackKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
