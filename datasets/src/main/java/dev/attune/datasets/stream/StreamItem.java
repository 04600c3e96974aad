package dev.attune.datasets.stream;

import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.video.frame.FloatImage;
import java.util.Optional;

/**
 * One picture of a stream.
 *
 * @param picture which
 * @param type its corruption; empty for clean
 * @param severity 1 to 5; 0 for clean
 */
public record StreamItem(int picture, Optional<CorruptionType> type, int severity) {
  /** The picture itself. */
  public FloatImage of(StreamPictures pictures) {
    return type.isPresent()
        ? pictures.corrupted(picture, type.get(), severity)
        : pictures.clean(picture);
  }

  /** Name of the corruption, or {@code clean}. */
  public String label() {
    return type.map(CorruptionType::label).orElse("clean");
  }
}
