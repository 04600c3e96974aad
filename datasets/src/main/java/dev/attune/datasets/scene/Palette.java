package dev.attune.datasets.scene;

/** Colours by tone: a ramp of a few stops in linear light. Immutable. */
final class Palette {
  private static final int STEPS = 256;

  private final float[] ramp = new float[(STEPS + 1) * 3];

  /** Stops {red, green, blue} in linear light, evenly spaced over the tones 0..1. */
  Palette(double[][] stops) {
    for (int i = 0; i <= STEPS; i++) {
      double at = (double) i / STEPS * (stops.length - 1);
      int k = Math.min(stops.length - 2, (int) at);
      double part = at - k;
      for (int c = 0; c < 3; c++) {
        ramp[i * 3 + c] = (float) (stops[k][c] + part * (stops[k + 1][c] - stops[k][c]));
      }
    }
  }

  private Palette(float[] ramp) {
    System.arraycopy(ramp, 0, this.ramp, 0, ramp.length);
  }

  /** Every colour moved by {@code share} (0..1) towards one colour in linear light. */
  Palette blended(double[] towards, double share) {
    float[] moved = new float[ramp.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (ramp[i] + share * (towards[i % 3] - ramp[i]));
    }
    return new Palette(moved);
  }

  /** Adds the colour of {@code tone} (clamped to 0..1) times {@code factor} to a texel. */
  void add(float tone, float factor, float[] texels, int at) {
    float t = Math.min(1f, Math.max(0f, tone)) * STEPS;
    int i = Math.min(STEPS - 1, (int) t);
    float part = t - i;
    int k = i * 3;
    for (int c = 0; c < 3; c++) {
      texels[at + c] += factor * (ramp[k + c] + part * (ramp[k + 3 + c] - ramp[k + c]));
    }
  }

  /**
   * Colours as surfaces have them: a hue with neighbours, more often dull than bright, and a
   * contrast that is more often low than high.
   */
  static Palette random(SceneRandom r) {
    int stops = r.intBetween(2, 5);
    double hue = r.chance(0.6) ? r.between(0.03, 0.18) : r.unit();
    double vivid = r.chance(0.2) ? r.between(0.5, 0.95) : r.between(0, 0.4);
    double middle = r.between(0.15, 0.8);
    double contrast = r.chance(0.3) ? r.between(0.35, 0.5) : r.between(0.04, 0.3);
    double[][] colours = new double[stops][];
    for (int i = 0; i < stops; i++) {
      double across = 2.0 * i / (stops - 1) - 1;
      double value = middle + contrast * across + 0.1 * contrast * r.normal();
      double h = hue + r.between(-0.06, 0.06);
      double s = vivid * r.between(0.6, 1.2);
      colours[i] = linear(h, s, value);
    }
    if (r.chance(0.15)) {
      colours[r.intBetween(0, stops - 1)] =
          linear(r.unit(), r.between(0.4, 0.9), r.between(0.3, 1));
    }
    return new Palette(colours);
  }

  /** Greens and dry yellows. */
  static Palette plants(SceneRandom r) {
    double hue = r.between(0.17, 0.36);
    double light = r.between(0.45, 0.85);
    return new Palette(
        new double[][] {
          linear(hue + 0.03, 0.5, light * 0.3),
          linear(hue, r.between(0.4, 0.75), light * 0.65),
          linear(hue - 0.05, r.between(0.35, 0.7), light)
        });
  }

  /** From deep blue or grey to bright haze. */
  static Palette sky(SceneRandom r) {
    double hue = r.between(0.53, 0.62);
    double blue = r.chance(0.3) ? r.between(0, 0.1) : r.between(0.15, 0.6);
    return new Palette(
        new double[][] {
          linear(hue, blue, r.between(0.55, 0.8)),
          linear(hue - 0.02, blue * 0.5, r.between(0.75, 0.95)),
          linear(r.between(0.05, 0.15), 0.06, 1)
        });
  }

  /** Ink on a ground, or any two far apart tones. */
  static Palette contrasting(SceneRandom r) {
    double dark = r.between(0.02, 0.25);
    double bright = r.between(0.7, 1);
    double vivid = r.chance(0.4) ? r.between(0.4, 0.95) : r.between(0, 0.15);
    return new Palette(
        new double[][] {
          linear(r.unit(), r.between(0, 0.6), dark), linear(r.unit(), vivid, bright)
        });
  }

  /** Hue, saturation and value (as displayed) in linear light. */
  static double[] linear(double hue, double saturation, double value) {
    double h = (hue - Math.floor(hue)) * 6;
    double s = Math.min(1, Math.max(0, saturation));
    double v = Math.min(1, Math.max(0.01, value));
    double[] rgb = new double[3];
    for (int c = 0; c < 3; c++) {
      double k = (h + (c == 0 ? 5 : c == 1 ? 3 : 1)) % 6;
      double shown = v - v * s * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
      rgb[c] = StrictMath.pow(shown, 2.2);
    }
    return rgb;
  }
}
