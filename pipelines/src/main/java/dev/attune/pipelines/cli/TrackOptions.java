package dev.attune.pipelines.cli;

import dev.attune.video.io.TrackCopy;
import dev.attune.video.io.TrackKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which tracks of the input are left out of the output. */
final class TrackOptions {
  @Option(
      names = "--drop-track",
      paramLabel = "KIND|N",
      split = ConfigDefaults.SEPARATOR,
      splitSynopsisLabel = "",
      converter = DroppedTracks.Converter.class,
      description =
          "Leave out all tracks of a kind (audio, subtitle, video, attachment, data) or the one of"
              + " this number, counted from 0; may be given several times.")
  List<DroppedTracks> dropped = new ArrayList<>();

  /** Leaves the tracks out of a copy. */
  TrackCopy apply(TrackCopy copy) {
    Set<Integer> numbers = new HashSet<>();
    Set<TrackKind> kinds = new HashSet<>();
    for (DroppedTracks each : dropped) {
      numbers.addAll(each.numbers());
      kinds.addAll(each.kinds());
    }
    return copy.withDropped(numbers).withDroppedKinds(kinds);
  }

  /** Adds these settings, where there are any. */
  void describe(Map<String, String> settings) {
    if (!dropped.isEmpty()) {
      settings.put(
          "drop-track",
          dropped.stream().map(DroppedTracks::toString).collect(Collectors.joining(" ")));
    }
  }
}
