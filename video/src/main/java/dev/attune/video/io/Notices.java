package dev.attune.video.io;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what a person should know; a thing that happens often is told once, with its count. */
final class Notices {
  private static final int MOST_KINDS = 50;

  private record Seen(long count, long firstFrame) {}

  private final Map<String, Seen> seen = new LinkedHashMap<>();

  /** Notes something about the frame with this index. */
  void add(String what, long frame) {
    if (seen.size() < MOST_KINDS || seen.containsKey(what)) {
      seen.merge(what, new Seen(1, frame), (a, b) -> new Seen(a.count + 1, a.firstFrame));
    }
  }

  /** One sentence each, in the order of their first appearance. */
  List<String> sentences() {
    return seen.entrySet().stream()
        .map(
            e ->
                e.getValue().count == 1
                    ? e.getKey() + " (frame " + e.getValue().firstFrame + ")"
                    : e.getKey()
                        + " ("
                        + e.getValue().count
                        + " times, first at frame "
                        + e.getValue().firstFrame
                        + ")")
        .toList();
  }
}
