package dev.attune.deblur.network;

import dev.attune.deblur.sharpness.Box;
import java.nio.FloatBuffer;

/** Planes that a network is guided by, made for a part of a picture when they are wanted. */
@FunctionalInterface
public interface Guide {
  /** Of networks that are not guided. */
  Guide NONE = (part, planes) -> {};

  /**
   * Writes them.
   *
   * @param part of the picture
   * @param planes takes [G, h, w] of the part from its beginning
   */
  void write(Box part, FloatBuffer planes);
}
