package dev.attune.deblur.sharpness;

import dev.attune.video.frame.FloatImage;

/**
 * The blur magnitude of every frame of a video. Maps are asked for several times in ascending order
 * of frames and only one is held at a time, so they may be kept packed or on disk.
 */
public interface MagnitudeMaps {
  /** Frames of the video. */
  int frames();

  /**
   * The map of frame {@code index}: one channel, sharp is low, not clamped. All maps have one size.
   */
  FloatImage map(int index);
}
