package dev.attune.video.io;

import java.util.Locale;

/** What is done with pictures that a video calls interlaced: two moments in alternate rows. */
public enum Interlacing {
  /** Each becomes one whole picture, of its first moment. */
  DEINTERLACE,
  /** They are taken for whole pictures, for videos that call themselves interlaced wrongly. */
  KEEP,
  /** They are an error. */
  REFUSE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
