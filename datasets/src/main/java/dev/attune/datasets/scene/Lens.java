package dev.attune.datasets.scene;

/**
 * How sharp the lens draws; this softness is in the truth as well, as no deblurring may take away
 * what the camera never saw.
 *
 * @param softnessPx deviation of the Gaussian that every point becomes, in pixels, 0..8
 * @param defocusPx deviation per unit of nearness away from the focus, in pixels, 0..16
 * @param focus nearness in focus: the backdrop has 0.5 to 1, things up to 1.8
 */
public record Lens(double softnessPx, double defocusPx, double focus) {
  /** Every pixel is sharp. */
  public static final Lens SHARP = new Lens(0, 0, 1);

  private static final double MOST_PX = 8;

  /** Checks the ranges. */
  public Lens {
    Shake.check("softnessPx", softnessPx, 0, MOST_PX);
    Shake.check("defocusPx", defocusPx, 0, 2 * MOST_PX);
    Shake.check("focus", focus, 0, 10);
  }

  /** Deviation for things at this nearness, in pixels. */
  double blurAt(double nearness) {
    double away = defocusPx * (nearness - focus);
    return Math.min(MOST_PX, Math.sqrt(softnessPx * softnessPx + away * away));
  }
}
