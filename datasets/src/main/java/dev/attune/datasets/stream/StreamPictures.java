package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.video.frame.FloatImage;
import java.util.List;

/** Labelled pictures that can be seen clean and corrupted. Thread-safe. */
public interface StreamPictures {
  /** Number of pictures. */
  int size();

  /** Class of a picture, from 0. */
  int label(int index);

  /** Number of classes. */
  int classes();

  /** Corruptions that there are, in the usual order. */
  List<CorruptionType> types();

  /** Whether pictures can be had as they are. */
  boolean hasClean();

  /**
   * A picture as it is, in RGB with values in 0..1.
   *
   * @throws IllegalStateException when there is none
   */
  FloatImage clean(int index);

  /** A corrupted picture, in RGB with values in 0..1. */
  FloatImage corrupted(int index, CorruptionType type, int severity);

  /** One sentence about what this is, for headers of results. */
  String title();
}
