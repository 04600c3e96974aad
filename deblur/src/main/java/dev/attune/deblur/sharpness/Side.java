package dev.attune.deblur.sharpness;

/** A side of a box. */
public enum Side {
  /** The first columns. */
  LEFT,
  /** The last columns. */
  RIGHT,
  /** The first rows. */
  TOP,
  /** The last rows. */
  BOTTOM
}
