package dev.attune.video.motion;

import dev.attune.video.frame.FloatImage;

/** How alike two small gray pictures of one size are when motion is allowed for. */
final class PictureMatch {
  private static final int BLOCK = 8;
  private static final int BLOCK_REACH = 4;
  private static final int SHIFT_REACH = 8;
  private static final int SHIFT_STEP = 2;
  private static final double FLAT_VARIANCE = 1e-6;

  private PictureMatch() {}

  /** The picture under a binomial filter of 3x3, borders continued. */
  static FloatImage smooth(FloatImage image) {
    int height = image.height();
    int width = image.width();
    FloatImage across = new FloatImage(1, height, width);
    FloatImage out = new FloatImage(1, height, width);
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        float left = image.data()[row + Math.max(0, x - 1)];
        float right = image.data()[row + Math.min(width - 1, x + 1)];
        across.data()[row + x] = (left + 2 * image.data()[row + x] + right) / 4;
      }
    }
    for (int y = 0; y < height; y++) {
      int above = Math.max(0, y - 1) * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        out.data()[y * width + x] =
            (across.data()[above + x] + 2 * across.data()[y * width + x] + across.data()[below + x])
                / 4;
      }
    }
    return out;
  }

  /**
   * Mean absolute difference of {@code second}'s blocks from the places in {@code first}, at most
   * four pixels away, where they fit best.
   */
  static double movedDifference(FloatImage first, FloatImage second) {
    int blockHeight = Math.min(BLOCK, first.height());
    int blockWidth = Math.min(BLOCK, first.width());
    double sum = 0;
    int blocks = 0;
    for (int y = 0; y + blockHeight <= first.height(); y += blockHeight) {
      for (int x = 0; x + blockWidth <= first.width(); x += blockWidth) {
        sum += bestFit(first, second, y, x, blockHeight, blockWidth);
        blocks++;
      }
    }
    return sum / blocks / (blockHeight * blockWidth);
  }

  private static double bestFit(
      FloatImage first, FloatImage second, int top, int left, int rows, int columns) {
    double best = Double.MAX_VALUE;
    int lowY = Math.max(0, top - BLOCK_REACH);
    int highY = Math.min(first.height() - rows, top + BLOCK_REACH);
    int lowX = Math.max(0, left - BLOCK_REACH);
    int highX = Math.min(first.width() - columns, left + BLOCK_REACH);
    for (int y = lowY; y <= highY; y++) {
      for (int x = lowX; x <= highX; x++) {
        double difference = 0;
        for (int row = 0; row < rows && difference < best; row++) {
          int a = (y + row) * first.width() + x;
          int b = (top + row) * first.width() + left;
          for (int column = 0; column < columns; column++) {
            difference += Math.abs(first.data()[a + column] - second.data()[b + column]);
          }
        }
        best = Math.min(best, difference);
      }
    }
    return best;
  }

  /**
   * One minus the greatest correlation of the overlap over shifts of up to eight pixels: 0 where
   * one picture is the other moved, about 1 where they have nothing in common.
   */
  static double unlikeness(FloatImage first, FloatImage second) {
    // Whole steps, so that no shift at all is among them.
    int reachY = Math.min(SHIFT_REACH, first.height() / 4) / SHIFT_STEP * SHIFT_STEP;
    int reachX = Math.min(SHIFT_REACH, first.width() / 4) / SHIFT_STEP * SHIFT_STEP;
    double best = -1;
    for (int dy = -reachY; dy <= reachY; dy += SHIFT_STEP) {
      for (int dx = -reachX; dx <= reachX; dx += SHIFT_STEP) {
        best = Math.max(best, correlation(first, second, dy, dx));
      }
    }
    return 1 - best;
  }

  private static double correlation(FloatImage first, FloatImage second, int dy, int dx) {
    int height = first.height();
    int width = first.width();
    double sumA = 0;
    double sumB = 0;
    double sumAa = 0;
    double sumBb = 0;
    double sumAb = 0;
    int left = Math.max(0, -dx);
    int right = Math.min(width, width - dx);
    int top = Math.max(0, -dy);
    int bottom = Math.min(height, height - dy);
    for (int y = top; y < bottom; y++) {
      int a = (y + dy) * width + dx;
      int b = y * width;
      for (int x = left; x < right; x++) {
        double va = first.data()[a + x];
        double vb = second.data()[b + x];
        sumA += va;
        sumB += vb;
        sumAa += va * va;
        sumBb += vb * vb;
        sumAb += va * vb;
      }
    }
    double n = (double) (bottom - top) * (right - left);
    double varianceA = sumAa - sumA * sumA / n;
    double varianceB = sumBb - sumB * sumB / n;
    if (varianceA < FLAT_VARIANCE * n || varianceB < FLAT_VARIANCE * n) {
      // A flat picture resembles a flat one and nothing else.
      return varianceA < FLAT_VARIANCE * n && varianceB < FLAT_VARIANCE * n ? 1 : 0;
    }
    return (sumAb - sumA * sumB / n) / Math.sqrt(varianceA * varianceB);
  }
}
