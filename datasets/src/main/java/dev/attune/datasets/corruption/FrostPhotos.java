package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.List;

/**
 * Photographs of ice that {@link CorruptionType#FROST} draws from.
 *
 * @param photos in RGB, values in 0..1
 */
public record FrostPhotos(List<FloatImage> photos) {
  /** No photographs: frost cannot be made. */
  public static final FrostPhotos NONE = new FrostPhotos(List.of());

  /** Keeps a copy of the list. */
  public FrostPhotos {
    photos = List.copyOf(photos);
  }
}
