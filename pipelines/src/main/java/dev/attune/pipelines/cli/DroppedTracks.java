package dev.attune.pipelines.cli;

import dev.attune.video.io.TrackKind;
import java.util.Set;
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
      return switch (text) {
        case "audio" -> new DroppedTracks(Set.of(TrackKind.AUDIO), Set.of());
        case "subtitle" -> new DroppedTracks(Set.of(TrackKind.SUBTITLE), Set.of());
        default ->
            throw new TypeConversionException(
                "'" + text + "': audio, subtitle or the number of a track (0, 1, ...) is allowed");
      };
    }
  }

  @Override
  public String toString() {
    return kinds.isEmpty()
        ? numbers.iterator().next().toString()
        : kinds.contains(TrackKind.AUDIO) ? "audio" : "subtitle";
  }
}
