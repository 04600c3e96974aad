package dev.attune.deblur.condition;

import java.util.List;

/**
 * Settings of {@link BlurConditions} (DBCGM of DADeblur).
 *
 * @param neighbours offsets of the frames whose mean magnitude is taken over
 * @param offsetPx added to every magnitude, px, at least 0
 * @param normaliserPx magnitude that a network sees as 1, px; a property of its weights (205 for
 *     DADeblur, 147 for the public ID-Blau weights)
 * @param clipUpper greatest magnitude that a network sees
 * @param stillBelowPx flow shorter than this has no direction of its own, px
 */
public record ConditionSettings(
    List<Integer> neighbours,
    double offsetPx,
    double normaliserPx,
    double clipUpper,
    double stillBelowPx) {

  /** The reference's values. */
  public static final ConditionSettings DEFAULT =
      new ConditionSettings(List.of(-2, -1, 1, 2), 10, 205, 1, 1e-6);

  /** Checks the ranges. */
  public ConditionSettings {
    neighbours = List.copyOf(neighbours);
    if (!(offsetPx >= 0) || !(normaliserPx > 0) || !(clipUpper > 0) || !(stillBelowPx > 0)) {
      throw new IllegalArgumentException(
          "offset "
              + offsetPx
              + " px must be at least 0; normaliser "
              + normaliserPx
              + " px, upper clip "
              + clipUpper
              + " and limit of stillness "
              + stillBelowPx
              + " px must be above 0");
    }
  }
}
