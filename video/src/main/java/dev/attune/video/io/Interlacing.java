package dev.attune.video.io;

import java.util.Locale;

/** What is done with interlaced pictures, which are two moments in alternate rows. */
public enum Interlacing {
  /** Each that says it is becomes one whole picture, of its first moment. */
  DEINTERLACE,
  /** Every picture does, whatever it says; its first row is of the first moment. */
  TOP_FIRST,
  /** Every picture does, whatever it says; its second row is of the first moment. */
  BOTTOM_FIRST,
  /** They are taken for whole pictures, for videos that call themselves interlaced wrongly. */
  KEEP,
  /** They are an error. */
  REFUSE;

  /** Whether pictures are interlaced that do not say so. */
  boolean isForced() {
    return this == TOP_FIRST || this == BOTTOM_FIRST;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
