package dev.attune.deblur.run;

/** Parts of a run, in order. */
public enum Stage {
  /** Reads the whole clip once: sharpness, motion, cuts. */
  ANALYSE,
  /** Cuts out relatively sharp regions and blurs them as this video is blurred. */
  PAIR,
  /** Fine-tunes the network on the pairs. */
  ADAPT,
  /** Restores every frame and writes the output. */
  RESTORE,
  /** Makes the output of its segments. */
  JOIN
}
