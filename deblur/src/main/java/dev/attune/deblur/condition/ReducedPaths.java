package dev.attune.deblur.condition;

import dev.attune.deblur.sharpness.Box;

/**
 * Motion of a whole frame at an eighth of its resolution: smooth, and small enough to keep many.
 *
 * @param frameHeight rows of the frame
 * @param frameWidth columns of the frame
 * @param reduced mean paths of every block of 8x8 pixels, in pixels of the frame
 */
public record ReducedPaths(int frameHeight, int frameWidth, BlurPath reduced) {
  private static final int STEP_PX = 8;

  /** The motion of a frame whose pixels take the given paths. */
  public static ReducedPaths of(BlurPath paths) {
    int height = Math.max(1, paths.height() / STEP_PX);
    int width = Math.max(1, paths.width() / STEP_PX);
    return new ReducedPaths(
        paths.height(),
        paths.width(),
        new BlurPath(
            height,
            width,
            means(paths.linearX(), paths, height, width),
            means(paths.linearY(), paths, height, width),
            means(paths.curveX(), paths, height, width),
            means(paths.curveY(), paths, height, width)));
  }

  /** Paths of the pixels of the whole frame, interpolated. */
  public BlurPath paths() {
    return paths(Box.whole(frameHeight, frameWidth));
  }

  /** Paths of the pixels of a rectangle of the frame, interpolated. */
  public BlurPath paths(Box box) {
    if (!Box.whole(frameHeight, frameWidth).contains(box) || box.area() == 0) {
      throw new IllegalArgumentException(
          box + " leaves a frame of " + frameHeight + "x" + frameWidth);
    }
    return new BlurPath(
        box.height(),
        box.width(),
        enlarged(reduced.linearX(), box),
        enlarged(reduced.linearY(), box),
        enlarged(reduced.curveX(), box),
        enlarged(reduced.curveY(), box));
  }

  /** The same of an exposure {@code factor} times as long. */
  public ReducedPaths exposed(double factor) {
    return new ReducedPaths(frameHeight, frameWidth, reduced.exposed(factor));
  }

  /** Mean length of the paths of a rectangle of the frame, px. */
  public double meanLengthPx(Box box) {
    int top = Math.min(box.top() / STEP_PX, reduced.height() - 1);
    int left = Math.min(box.left() / STEP_PX, reduced.width() - 1);
    int bottom = Math.min(Math.max(top + 1, box.bottom() / STEP_PX), reduced.height());
    int right = Math.min(Math.max(left + 1, box.right() / STEP_PX), reduced.width());
    return reduced.crop(new Box(top, left, bottom, right)).meanLengthPx();
  }

  private float[] enlarged(float[] values, Box box) {
    float[] out = new float[box.height() * box.width()];
    int[] left = new int[box.width()];
    int[] right = new int[box.width()];
    float[] share = new float[box.width()];
    for (int x = 0; x < box.width(); x++) {
      float at = place(box.left() + x, reduced.width());
      left[x] = Math.min((int) at, Math.max(0, reduced.width() - 2));
      right[x] = Math.min(left[x] + 1, reduced.width() - 1);
      share[x] = at - left[x];
    }
    for (int y = 0; y < box.height(); y++) {
      float at = place(box.top() + y, reduced.height());
      int row = Math.min((int) at, Math.max(0, reduced.height() - 2));
      float fy = at - row;
      int upper = row * reduced.width();
      int lower = Math.min(row + 1, reduced.height() - 1) * reduced.width();
      for (int x = 0; x < box.width(); x++) {
        float fx = share[x];
        float above = (1 - fx) * values[upper + left[x]] + fx * values[upper + right[x]];
        float below = (1 - fx) * values[lower + left[x]] + fx * values[lower + right[x]];
        out[y * box.width() + x] = (1 - fy) * above + fy * below;
      }
    }
    return out;
  }

  /** Place of a pixel among the centres of the blocks, inside the first and last of them. */
  private static float place(int pixel, int blocks) {
    return Math.min(blocks - 1, Math.max(0, (pixel + 0.5f) / STEP_PX - 0.5f));
  }

  private static float[] means(float[] values, BlurPath paths, int height, int width) {
    float[] out = new float[height * width];
    int rows = Math.min(STEP_PX, paths.height());
    int columns = Math.min(STEP_PX, paths.width());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int v = 0; v < rows; v++) {
          int from = (y * STEP_PX + v) * paths.width() + x * STEP_PX;
          for (int u = 0; u < columns; u++) {
            sum += values[from + u];
          }
        }
        out[y * width + x] = sum / (rows * columns);
      }
    }
    return out;
  }
}
