package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import java.util.List;

/**
 * What is known of labelled pictures before they are read.
 *
 * @param labels class of every picture, from 0
 * @param classes number of classes
 * @param types corruptions that there are, in the usual order
 * @param hasClean whether pictures can be had as they are
 */
public record StreamIndex(
    List<Integer> labels, int classes, List<CorruptionType> types, boolean hasClean) {
  /** Keeps copies of the lists. */
  public StreamIndex {
    labels = List.copyOf(labels);
    types = List.copyOf(types);
  }
}
