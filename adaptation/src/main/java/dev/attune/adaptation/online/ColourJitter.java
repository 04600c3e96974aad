package dev.attune.adaptation.online;

import java.util.random.RandomGenerator;

/**
 * Brightness, contrast, saturation, hue and gamma in some order, for one picture of three planes.
 *
 * @param order of the five
 * @param brightness factor
 * @param contrast factor of the distance from the mean gray
 * @param saturation factor of the distance from gray
 * @param hue turn of the hue, 1 for all around
 * @param gamma exponent
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never written to again
record ColourJitter(
    int[] order, double brightness, double contrast, double saturation, double hue, double gamma) {

  /** The ranges of CoTTA. */
  static ColourJitter draw(RandomGenerator random) {
    int[] order = {0, 1, 2, 3, 4};
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int k = order[i];
      order[i] = order[j];
      order[j] = k;
    }
    return new ColourJitter(
        order,
        random.nextDouble(0.6, 1.4),
        random.nextDouble(0.7, 1.3),
        random.nextDouble(0.5, 1.5),
        random.nextDouble(-0.06, 0.06),
        random.nextDouble(0.7, 1.3));
  }

  /** Changes {@code area} pixels of three planes from {@code at} on. */
  void apply(float[] v, int at, int area) {
    for (int what : order) {
      switch (what) {
        case 0 -> blend(v, at, area, 0, brightness);
        case 1 -> blend(v, at, area, meanGray(v, at, area), contrast);
        case 2 -> saturate(v, at, area);
        case 3 -> turn(v, at, area);
        default -> power(v, at, area);
      }
    }
  }

  private static double gray(float[] v, int at, int area, int pixel) {
    return 0.299 * v[at + pixel] + 0.587 * v[at + area + pixel] + 0.114 * v[at + 2 * area + pixel];
  }

  private static double meanGray(float[] v, int at, int area) {
    double sum = 0;
    for (int p = 0; p < area; p++) {
      sum += gray(v, at, area, p);
    }
    return sum / area;
  }

  private static float unit(double v) {
    return (float) Math.max(0, Math.min(1, v));
  }

  private static void blend(float[] v, int at, int area, double towards, double factor) {
    for (int i = at; i < at + 3 * area; i++) {
      v[i] = unit(towards + factor * (v[i] - towards));
    }
  }

  private void saturate(float[] v, int at, int area) {
    for (int p = 0; p < area; p++) {
      double g = gray(v, at, area, p);
      for (int c = 0; c < 3; c++) {
        int i = at + c * area + p;
        v[i] = unit(g + saturation * (v[i] - g));
      }
    }
  }

  private void power(float[] v, int at, int area) {
    for (int i = at; i < at + 3 * area; i++) {
      v[i] = unit(Math.pow(v[i], gamma));
    }
  }

  /** Turns the hue, at the same value and saturation. */
  private void turn(float[] v, int at, int area) {
    for (int p = 0; p < area; p++) {
      double r = v[at + p];
      double g = v[at + area + p];
      double b = v[at + 2 * area + p];
      double most = Math.max(r, Math.max(g, b));
      double range = most - Math.min(r, Math.min(g, b));
      if (range > 0) {
        double sixth =
            most == r ? (g - b) / range : most == g ? 2 + (b - r) / range : 4 + (r - g) / range;
        double turned = sixth + 6 * hue;
        for (int c = 0; c < 3; c++) {
          double k = Math.floorMod((long) Math.floor(turned + 5 - 2 * c), 6L);
          double part = k + (turned - Math.floor(turned));
          double share = Math.max(0, Math.min(1, Math.min(part, 4 - part)));
          v[at + c * area + p] = unit(most - range * share);
        }
      }
    }
  }
}
