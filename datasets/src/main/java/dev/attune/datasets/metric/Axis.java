package dev.attune.datasets.metric;

/** An axis of a picture. */
public enum Axis {
  /** Red, green, blue. */
  CHANNEL,
  /** Rows. */
  HEIGHT,
  /** Columns. */
  WIDTH
}
