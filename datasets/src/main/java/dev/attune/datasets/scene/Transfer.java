package dev.attune.datasets.scene;

/** How linear light becomes the values of a picture. */
public enum Transfer {
  /** IEC 61966-2-1. */
  SRGB {
    @Override
    double of(double light) {
      return light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
    }
  },
  /** A power of 1/2.2. */
  GAMMA_2_2 {
    @Override
    double of(double light) {
      return StrictMath.pow(light, 1 / 2.2);
    }
  };

  private static final int STEPS = 4096;

  @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
  private final float[] table = new float[STEPS + 2];

  Transfer() {
    // Spaced by the root of light, where the curve is nearly straight.
    for (int i = 0; i < table.length; i++) {
      double root = (double) i / STEPS;
      table[i] = (float) of(root * root);
    }
  }

  abstract double of(double light);

  /** The value 0..1 of linear light, which is clipped to 0..1; error below 1e-4. */
  public float encode(float light) {
    float at = (float) Math.sqrt(Math.min(1f, Math.max(0f, light))) * STEPS;
    int i = (int) at;
    return table[i] + (at - i) * (table[i + 1] - table[i]);
  }
}
