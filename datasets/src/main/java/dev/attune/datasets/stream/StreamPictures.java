package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.video.frame.FloatImage;
import java.util.List;

/** Labelled pictures that can be seen clean and corrupted. Thread-safe. */
public interface StreamPictures {
  /** What there is. */
  StreamIndex index();

  /** Number of pictures. */
  default int size() {
    return index().labels().size();
  }

  /** Class of a picture, from 0. */
  default int label(int index) {
    return index().labels().get(index);
  }

  /** Number of classes. */
  default int classes() {
    return index().classes();
  }

  /** Corruptions that there are, in the usual order. */
  default List<CorruptionType> types() {
    return index().types();
  }

  /** Whether pictures can be had as they are. */
  default boolean hasClean() {
    return index().hasClean();
  }

  /**
   * A picture as it is, in RGB with values in 0..1; there is none unless {@link #hasClean}.
   *
   * @throws IllegalStateException when there is none
   */
  default FloatImage clean(int index) {
    throw new IllegalStateException(title() + ": there are no clean pictures");
  }

  /** A corrupted picture, in RGB with values in 0..1. */
  FloatImage corrupted(int index, CorruptionType type, int severity);

  /** One sentence about what this is, for headers of results. */
  String title();
}
