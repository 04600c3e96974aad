package dev.attune.datasets.corruption;

import dev.attune.video.frame.FloatImage;
import java.util.SplittableRandom;

/** A random affine map, then a smooth random displacement. */
final class Elastic {
  private static final double TRUNCATE = 3;

  private Elastic() {}

  static FloatImage apply(
      FloatImage x, double alpha, double sigma, double affine, SplittableRandom random) {
    FloatImage moved = affine(x, affine, random);
    if (alpha == 0) {
      return moved;
    }
    FloatImage dx = field(x, sigma, random);
    FloatImage dy = field(x, sigma, random);
    FloatImage out = new FloatImage(3, x.height(), x.width());
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double y = i + alpha * dy.at(0, i, j);
          double z = j + alpha * dx.at(0, i, j);
          out.data()[(c * x.height() + i) * x.width() + j] =
              (float) Filters.linear(moved, c, y, z, Filters.Border.REFLECT);
        }
      }
    }
    return out;
  }

  private static FloatImage field(FloatImage x, double sigma, SplittableRandom random) {
    FloatImage noise = new FloatImage(1, x.height(), x.width());
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] = (float) (2 * random.nextDouble() - 1);
    }
    return Filters.gaussian(noise, sigma, TRUNCATE, Filters.Border.REFLECT);
  }

  /** Moves three points about the middle, each coordinate by up to {@code reach} pixels. */
  private static FloatImage affine(FloatImage x, double reach, SplittableRandom random) {
    double h = x.height() / 2.0;
    double w = x.width() / 2.0;
    double s = Math.min(x.height(), x.width()) / 3.0;
    double[][] from = {{w + s, h + s}, {w + s, h - s}, {w - s, h - s}};
    double[][] to = new double[3][2];
    for (int p = 0; p < 3; p++) {
      for (int k = 0; k < 2; k++) {
        to[p][k] = from[p][k] + reach * (2 * random.nextDouble() - 1);
      }
    }
    // The map that leads from a place of the result back to the picture.
    double[] byX = plane(to, from[0][0], from[1][0], from[2][0]);
    double[] byY = plane(to, from[0][1], from[1][1], from[2][1]);
    FloatImage out = new FloatImage(3, x.height(), x.width());
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double z = byX[0] * j + byX[1] * i + byX[2];
          double y = byY[0] * j + byY[1] * i + byY[2];
          out.data()[(c * x.height() + i) * x.width() + j] =
              (float) Filters.linear(x, c, y, z, Filters.Border.REFLECT_101);
        }
      }
    }
    return out;
  }

  /** a, b, c of the plane {@code a x + b y + c} through three points with values. */
  private static double[] plane(double[][] at, double v0, double v1, double v2) {
    double x1 = at[1][0] - at[0][0];
    double y1 = at[1][1] - at[0][1];
    double x2 = at[2][0] - at[0][0];
    double y2 = at[2][1] - at[0][1];
    double det = x1 * y2 - x2 * y1;
    double a = ((v1 - v0) * y2 - (v2 - v0) * y1) / det;
    double b = (x1 * (v2 - v0) - x2 * (v1 - v0)) / det;
    return new double[] {a, b, v0 - a * at[0][0] - b * at[0][1]};
  }
}
