package dev.attune.datasets.blur;

import dev.attune.datasets.scene.SceneRandom;
import dev.attune.datasets.scene.Wander;

/**
 * A smooth random curve from the origin that stays near it, by the length of the way along it:
 * short pieces are nearly straight, long ones bend. Immutable.
 */
final class UnitSpeedCurve {
  /** Wave lengths over 2 pi; they set how far it goes from the origin and how soon it bends. */
  private static final double SHORTEST_PX = 18;

  private static final double LONGEST_PX = 45;

  /** Between two points the curve is taken as straight: off by less than 0.01 pixels. */
  private static final double STEP = 0.25;

  private final Wander x;
  private final Wander y;
  private final double[] length;

  /** A curve that is known for this length. */
  UnitSpeedCurve(SceneRandom random, double lengthPx) {
    x = new Wander(random.split("x"), SHORTEST_PX, LONGEST_PX);
    y = new Wander(random.split("y"), SHORTEST_PX, LONGEST_PX);
    double[] known = new double[16 + (int) (lengthPx / STEP)];
    int n = 0;
    while (known[n] < lengthPx || n == 0) {
      if (++n == known.length) {
        known = java.util.Arrays.copyOf(known, 2 * n);
      }
      double dx = x.at(n * STEP) - x.at((n - 1) * STEP);
      double dy = y.at(n * STEP) - y.at((n - 1) * STEP);
      known[n] = known[n - 1] + Math.sqrt(dx * dx + dy * dy);
    }
    length = java.util.Arrays.copyOf(known, n + 1);
  }

  double x(double s) {
    return x.at(parameter(s)) - x.at(0);
  }

  double y(double s) {
    return y.at(parameter(s)) - y.at(0);
  }

  private double parameter(double s) {
    int found = java.util.Arrays.binarySearch(length, s);
    int i = Math.max(0, Math.min(length.length - 2, found >= 0 ? found : -found - 2));
    return STEP * (i + (s - length[i]) / (length[i + 1] - length[i]));
  }
}
